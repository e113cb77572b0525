"""Exports of survey tools, as they are: every cell a text, headers in as many rows as the tool writes."""

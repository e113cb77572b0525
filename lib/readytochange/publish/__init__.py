"""Gives outputs to readers: pages, PDFs, the index of a grid."""

SITE, PDF = "site", "pdf"
"""The folders in the outputs for pages and for PDFs, when not said."""

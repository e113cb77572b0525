"""Serves the explorers in a browser."""

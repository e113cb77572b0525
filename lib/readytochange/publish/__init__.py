"""Gives outputs to readers: pages, PDFs, the index of a grid."""

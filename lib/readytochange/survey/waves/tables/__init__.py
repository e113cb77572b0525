"""What respondents answered, counted, tested and compared."""

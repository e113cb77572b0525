"""The answers of each respondent, and everything wrong in them."""

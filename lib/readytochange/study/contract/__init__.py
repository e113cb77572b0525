"""The contract of the data: what the package says of tables, and what notebooks rely on, checked when they are read."""

"""Printed percentages against their base: those of this study, and those of any table that somebody published."""

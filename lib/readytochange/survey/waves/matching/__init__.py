"""Texts of an export: what each means, told from labels, however they are typed and joined."""

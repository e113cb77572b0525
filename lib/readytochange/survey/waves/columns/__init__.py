"""What each column of an export is for."""

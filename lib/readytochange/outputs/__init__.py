"""What a refresh made: where it lies, and the record of what it was made from."""

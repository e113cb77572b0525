"""Ready to change: a living edition of a study on social and work inclusion in customer service."""

"""Runs notebooks: what to run, whether it must, who executes it, where the results go."""

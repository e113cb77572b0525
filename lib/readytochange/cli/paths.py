"""Paths as they are said at the terminal."""

from pathlib import Path


def shown(path: Path) -> Path:
    """A path from the folder in which one works, where it lies below it."""
    folder = Path.cwd()
    return path.relative_to(folder) if path.is_relative_to(folder) else path

"""Tables at the terminal."""

from collections.abc import Iterable, Sequence

from readytochange.errors import shortened


def print_rows(rows: Iterable[Sequence[object]], columns: Iterable[str]) -> None:
    """Print rows under the names of their columns; a long cell is cut in its middle, and no markup is obeyed."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(shortened(str(cell))) for cell in row))
    Console(highlight=False).print(table)

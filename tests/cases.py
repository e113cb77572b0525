"""Cases of a parametrised test as a table, a line each."""


def cases(table: str) -> list[tuple[str, ...]]:
    r"""The cases of a table: their parts between ` | `, where `\n` and `\t` stand for what they name.

    Examples
    --------
    >>> cases(r"  size:\n |  | missing")
    [('  size:\n', '', 'missing')]
    """
    lines = table.strip("\n").replace(r"\t", "\t").splitlines()
    return [tuple(line.replace(r"\n", "\n").split(" | ")) for line in lines]

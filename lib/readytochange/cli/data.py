"""`readytochange hash`: take the tables of `data/` for the published ones."""

import click


@click.command("hash")
def accept_tables() -> None:
    """Check the tables of data/, and write their hashes into data/datapackage.json, where a change is meant."""
    from readytochange.study import loading

    changed = loading.accept()
    for table in changed:
        print(f"done    {table}")
    if not changed:
        print("kept    every table is as it was published")

"""`readytochange hash` and `claims`: take tables for the published ones, and what claims say now for what they say."""

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


@click.command("claims")
def accept_claims() -> None:
    """Recompute the claims of data/claims.csv, and write their values of now, where a change is meant."""
    from readytochange.synthesis import claims

    changed = claims.accept()
    for claim, values in changed.items():
        print(f"done    {claim}: {values}")
    if not changed:
        print("kept    every claim holds as it was published")

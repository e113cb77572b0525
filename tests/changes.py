"""Other rows in the place of a published table's, as the fixture `change` puts them."""

from collections.abc import Callable

import pandas as pd

How = str | Callable[[pd.DataFrame], pd.DataFrame]
"""What holds of the rows that are kept, or what is made of the table."""

Change = Callable[[str, How], None]


def without_figures(change: Change) -> None:
    """No answers were counted, and none grouped."""
    change("questions", "published != 'counts'")
    change("clusters", lambda clusters: clusters.head(0))


def with_count(question: str, option: str, count: int) -> How:
    """As many gave an answer; its percentage is not published."""

    def counted(answers: pd.DataFrame) -> pd.DataFrame:
        at = (answers["question"] == question) & (answers["option"] == option)
        answers.loc[at, ["count", "percent"]] = [count, ""]
        return answers

    return counted


def called(cluster: str, column: str, text: str) -> How:
    """A group of answers has another text."""

    def named(clusters: pd.DataFrame) -> pd.DataFrame:
        clusters.loc[clusters["cluster"] == cluster, column] = text
        return clusters

    return named

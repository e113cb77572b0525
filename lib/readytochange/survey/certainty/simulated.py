"""Tables of simulated respondents: they can be analysed as any others, and are not written as data."""

from typing import Any

import pandas as pd

from readytochange.errors import InputError

_FILES = (
    "csv",
    "excel",
    "feather",
    "hdf",
    "json",
    "orc",
    "parquet",
    "pickle",
    "sql",
    "stata",
    "xml",
)
"""What pandas writes tables as."""


class SimulatedTable(pd.DataFrame):  # type: ignore[misc]  # pandas' stubs are not used
    """A row a simulated respondent; what is made of its rows is simulated too, and `to_csv` and the like refuse.

    Examples
    --------
    >>> SimulatedTable({"channels.mail": [True]}).to_csv()
    Traceback (most recent call last):
    readytochange.errors.InputError: simulated respondents are not written as data; accepted: what an analysis gives
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attrs["status"] = "simulated"

    @property
    def _constructor(self) -> type["SimulatedTable"]:
        return SimulatedTable


def _refuse(*_: Any, **__: Any) -> None:
    raise InputError(
        "simulated respondents are not written as data; accepted: what an analysis gives"
    )


for _name in _FILES:
    setattr(SimulatedTable, f"to_{_name}", _refuse)

"""A project is a folder with a `study.toml`: where its data, notebooks and outputs are, what it says of itself.

It is found from the folder one works in, upwards, as git finds a repository; so the library works on any project,
wherever it is installed.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from readytochange.errors import InputError

FILE = "study.toml"

NAMED = re.compile(r"([0-9]+)[a-z]?-([a-z0-9]+(?:-[a-z0-9]+)*)")
"""A notebook's name: its place, with a letter where it stands beside another, and what it is about."""

Language = Literal["it", "en"]
Text = Annotated[str, Field(min_length=1)]


class Study(BaseModel):
    """What `study.toml` says.

    Parameters
    ----------
    title : of the project, on every page
    subject : what the study is about, in each language
    owners : whose its texts and figures are, in the order in which they are named
    credit : for whom it was made and who paid for it, a sentence in each language
    authors : of this edition, for the files' metadata
    languages : in which it is published, the first one first
    parts : the notebooks in reading order, by name
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text
    subject: dict[str, Text]
    owners: Annotated[tuple[Text, ...], Field(min_length=1)]
    credit: dict[str, Text]
    authors: Text
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    parts: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _in_every_language(self) -> Self:
        if len(set(self.languages)) < len(self.languages):
            raise ValueError("each of the languages once")
        for name, texts in (("subject", self.subject), ("credit", self.credit)):
            if texts.keys() != set(self.languages):
                raise ValueError(f"{name} in each of the languages {', '.join(self.languages)}")
        return self

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Notebooks in reading order; those that are no part of the study after them, by name."""
        rank = {name: place for place, name in enumerate(self.parts)}
        return sorted(names, key=lambda name: (rank.get(name, len(rank)), name))


@dataclass(frozen=True)
class Project:
    """A project's folder.

    Parameters
    ----------
    root : the folder that holds `study.toml`
    """

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def outputs(self) -> Path:
        return self.root / "outputs"

    @property
    def work(self) -> Path:
        """The working copies of its notebooks, and an analyst's own: a folder a language."""
        return self.root / "work"

    @property
    def catalogue(self) -> Path:
        """The Italian of what only its notebooks say."""
        return self.notebooks / "locale/it/LC_MESSAGES/notebooks.po"

    @property
    def study(self) -> Study:
        """What `study.toml` says; InputError where it cannot be used."""
        file = self.root / FILE
        try:
            return _parsed(file, file.read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(f"{file}: {error.strerror}; accepted is a file you may read") from None
        except UnicodeDecodeError:
            raise InputError(f"{file} is not a text; accepted is TOML in UTF-8") from None

    def source(self, notebook: str) -> Path:
        """The source of a notebook, by its name without the ending."""
        return self.notebooks / f"{notebook}.ipynb"

    def place_of(self, path: Path) -> str:
        """A file's place in the project, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def holds_sources(self, place: Path) -> bool:
        """Whether a folder is the project's own, or lies in one of its folders that hold no outputs."""
        folders = (self.root / name for name in _SOURCES)
        return place == self.root or any(map(place.is_relative_to, folders))


_SOURCES = frozenset({"data", "docs", "lib", "notebooks", "tests", "tools", "work"})
"""Folders of a project into which nothing is put that was made."""


def find(start: Path | None = None) -> Project:
    """The project of a folder: the folder itself, or the nearest one above it, with a `study.toml`.

    Parameters
    ----------
    start : where to begin; the working folder when not said

    Raises
    ------
    InputError
        if there is none
    """
    folder = (start or Path.cwd()).resolve()
    if found := around(folder):
        return found
    raise InputError(
        f"{folder} is in no project; accepted is a folder with a {FILE}, or one below it"
    )


def around(folder: Path) -> Project | None:
    """The project of a folder, as `find` finds it; nothing where there is none."""
    places = (folder, *folder.parents)
    return next((Project(place) for place in places if (place / FILE).is_file()), None)


@cache
def _parsed(file: Path, text: str) -> Study:
    try:
        return Study.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file}: {error}; accepted is TOML") from None
    except ValidationError as error:
        raise InputError(f"{file}, {_wrong(error)}") from None


def _wrong(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ", ".join(map(str, first["loc"]))
    accepted = ", ".join(Study.model_fields)
    if first["type"] == "missing":
        return f"{place} is missing; accepted are {accepted}"
    if first["type"] == "extra_forbidden":
        return f"{place} is unknown; accepted are {accepted}"
    said = first["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    return f"{place} is {first['input']!r}; accepted: {said}" if place else f"accepted is {said}"

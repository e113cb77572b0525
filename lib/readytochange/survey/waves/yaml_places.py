"""YAML that a person edits, every value a text, and the line of whatever is wrong in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from readytochange.errors import InputError, first_line, shortened, unknown


@dataclass(frozen=True)
class Place:
    """A value in a YAML text, with the line on which it stands.

    Parameters
    ----------
    node : as ruamel.yaml composed it
    file : how messages name the text
    line : from 1
    """

    node: Any
    file: str
    line: int

    def refused(self, why: str) -> InputError:
        """The error of this value."""
        return InputError(f"{self.file}, line {self.line}: {why}")

    def keyed(self, of: str) -> Iterator[tuple[str, "Place"]]:
        """The keys and values of a mapping, each key once; `of` says what keys are accepted."""
        if self.node is None or (self._scalar and self.node.value == ""):
            return
        if self.node.id != "mapping":
            raise self.refused(f"no keys; accepted: {of}, each with its value")
        seen: set[str] = set()
        for key, value in self.node.value:
            at = Place(key, self.file, key.start_mark.line + 1)
            name = at.text()
            if name in seen:
                raise at.refused(f"'{shortened(name)}' stands here twice; accepted: once")
            seen.add(name)
            yield name, Place(value, self.file, key.start_mark.line + 1)

    @property
    def _scalar(self) -> bool:
        return bool(self.node.id == "scalar")

    def listed(self, of: str) -> Iterator["Place"]:
        """The values of a list; `of` says what they are."""
        if self.node.id != "sequence":
            raise self.refused(f"no list; accepted: a list of {of} in [ ]")
        for each in self.node.value:
            yield Place(each, self.file, each.start_mark.line + 1)

    def text(self) -> str:
        """The value itself, as it was typed."""
        if not self._scalar:
            raise self.refused("a list or a mapping; accepted: one text")
        return str(self.node.value)

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """A text for each of these keys, no other."""
        found = {name: value.text().strip() for name, value in self.keyed(", ".join(keys))}
        for key in (*keys, *found):
            if key not in keys:
                raise self.refused(str(unknown("key", shortened(key), keys)))
            if not found.get(key):
                raise self.refused(
                    f"no text for '{key}'; accepted: one for each of {', '.join(keys)}"
                )
        return {key: found[key] for key in keys}

    def one_of(self, accepted: Sequence[str]) -> str:
        """The value, one of a few."""
        if self.text() not in accepted:
            raise self.refused(f"'{shortened(self.text())}'; accepted: {', '.join(accepted)}")
        return self.text()

    def checked(self, check: Callable[[str], object]) -> str:
        """The value, if `check` raises no InputError."""
        try:
            check(self.text())
        except InputError as error:
            raise self.refused(
                str(error).removeprefix(f"{self.file}, line {self.line}: ")
            ) from None
        return self.text()


def composed(text: str, file: str) -> Place:
    """The whole of a YAML text.

    Raises
    ------
    InputError
        if it is no YAML, with its line
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        node = YAML(pure=True).compose(text)
    except MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        what = error.problem or first_line(error)
        raise InputError(f"{file}{line}: no YAML: {what}; accepted: 'name: value' lines") from None
    except (YAMLError, RecursionError, ValueError) as error:
        raise InputError(
            f"{file}: no YAML: {first_line(error)}; accepted: 'name: value' lines"
        ) from None
    if node is None:
        raise InputError(f"{file} is empty; accepted: a mapping with 'columns'")
    return Place(node, file, node.start_mark.line + 1)

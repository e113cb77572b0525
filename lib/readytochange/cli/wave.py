"""`readytochange wave …`: the questionnaire out, the answers of a wave in."""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readytochange.cli import wave_report
from readytochange.cli.groups import WholeSentences
from readytochange.cli.listing import print_rows
from readytochange.cli.paths import shown
from readytochange.errors import InputError, unknown
from readytochange.project import find

if TYPE_CHECKING:
    from readytochange.survey.waves.mapping import Mapping as Columns
    from readytochange.survey.waves.respondents.validation import Decoded, Each

_FILE = click.Path(path_type=Path)
_EXPORT = click.argument("export", type=_FILE)
_MAPPING = click.option(
    "--mapping", type=_FILE, help="What each column of the file is for, as `wave check` writes it."
)
_WITHOUT = click.option(
    "--exclude-invalid",
    is_flag=True,
    help="Leave out rows in which something is wrong; every page of the wave says how many.",
)
_DASK = click.option(
    "--dask",
    metavar="ADDRESS",
    help="Scheduler of a Dask cluster, whose workers read the parts of a file that is too large for memory.",
)


@click.group(cls=WholeSentences)
def wave() -> None:
    """Ask the questionnaire again: the form, and the answers that come back.

    A wave is one field work. `form` makes the questionnaire for the tool that asks it, `check` looks at the file that
    the tool exports, `add` puts its answers into data/waves/, and says which command shows them.
    """


@wave.command()
@click.argument("file", type=_FILE)
@click.option("--text", is_flag=True, help="A text, to copy into Google Forms or Microsoft Forms.")
@click.option("--lang", help="Of the text: it or en; the project's first language when not said.")
def form(file: Path, text: bool, lang: str | None) -> None:
    """Write the questionnaire as an XLSForm for KoboToolbox, ODK and SurveyCTO, in both languages."""
    from readytochange.parameters import Settings
    from readytochange.survey.waves.forms import lint, plain, xlsform

    languages = find().study.languages
    if lang is not None and lang not in languages:
        raise unknown("language", lang, languages)
    if lang and not text:
        raise InputError("--lang: accepted is with --text; the form has both languages")
    wanted = ".txt" if text else ".xlsx"
    if file.suffix != wanted:
        raise InputError(f"{file}: accepted is a name that ends in .xlsx, or with --text in .txt")
    made = xlsform.sheets()
    for fault in lint.faults(made):
        raise InputError(f"data/questionnaire makes a form that telephones refuse: {fault}")
    content = (
        plain.text(Settings(lang=lang or languages[0])).encode() if text else xlsform.workbook(made)
    )
    file.write_bytes(content)
    print(f"done    {shown(file)}")
    if xlsform.to_fill_in():
        print("left    the privacy notice has blanks in [brackets]: data/questionnaire/notices.csv")


@wave.command()
@_EXPORT
@_MAPPING
@_WITHOUT
@_DASK
def check(export: Path, mapping: Path | None, exclude_invalid: bool, dask: str | None) -> None:
    """Say what each column of an export is taken for, every doubt, every wrong row.

    Without --mapping, what was recognised is written beside the file, as mapping.yml, to be corrected.
    """
    from readytochange.survey.waves import checking, mapping_file
    from readytochange.survey.waves.columns import recognition
    from readytochange.survey.waves.instrument import questionnaire
    from readytochange.survey.waves.readers import reading
    from readytochange.survey.waves.respondents import validation

    read, asked = reading.read(export), questionnaire()
    known = mapping_file.read(mapping, read, asked) if mapping else None
    found = known or recognition.recognise(read, asked)
    place, undecided = mapping or export.with_name("mapping.yml"), wave_report.undecided(found)
    if mapping is None and undecided and place.exists():
        _next(f"check with {shown(place)}, which is there", ("check", export, "--mapping", place))
        raise click.exceptions.Exit(2)
    wave_report.columns(checking.check(read, asked, known), read.doubts)
    wave_report.changes(checking.instrument_changes(read, asked, found))
    if mapping is None and place.exists():
        print(
            f"kept    {shown(place)}, which was there and was not read; without it, it is made anew"
        )
    elif mapping is None:
        place.write_text(mapping_file.written(found), encoding="utf-8", newline="\n")
        print(f"done    {shown(place)}")
    if any(text.startswith("?") for text in found.columns.values()):
        print(f"rows    {read.height} in the file, not checked yet")
        told = f"decide {undecided}: in {shown(place)}, the lines with '?'"
        _next(told, ("check", export, "--mapping", place))
        raise click.exceptions.Exit(2)
    # What tells who answered does not keep the rows from being checked, only from being added.
    confirmed = replace(found, confirmed=True)
    decoded = validation.answers_of(read, asked, confirmed, exclude_invalid, _reading(dask))
    wave_report.rows(export, decoded)
    _after_check(export, place, found, decoded, exclude_invalid)


def _after_check(
    export: Path, mapping: Path, found: "Columns", decoded: "Decoded", exclude_invalid: bool
) -> None:
    """Say what to do next; end with 2 where the file could not be added as it was checked."""
    from readytochange.survey.waves.mapping import quoted

    dropped = [name for name, text in found.columns.items() if text == "identifier"]
    unread = not found.confirmed and dropped
    given = ("--mapping", mapping) if found.confirmed or unread or found.values else ()
    left = ("--exclude-invalid",) if exclude_invalid else ()
    read = f"read {shown(mapping)}, which drops {quoted(dropped)}; " if unread else ""
    if decoded.problems.height:
        if undecided := wave_report.undecided(found):
            told = f"decide {undecided}: in {shown(mapping)}, the lines with '?'"
            left = ()
        else:
            told = "correct the file, or leave these rows out"
            left = ("--exclude-invalid",)
        _next(read + told, ("check", export, "--mapping", mapping, *left))
    elif not decoded.kept:
        raise InputError(f"{export.name} has no row that can be kept; accepted: one at least")
    else:
        months = ("--name", "NAME", "--start", "YYYY-MM", "--end", "YYYY-MM")
        _next(
            f"{read}add the wave, with a name and its months",
            ("add", export, *months, *given, *left),
        )
    if decoded.problems.height or unread:
        raise click.exceptions.Exit(2)


def _reading(dask: str | None) -> "Each":
    """Who reads the parts of a file, if it has any: nobody looks for a cluster before."""
    if dask is None:
        return map

    def each(task: Any, parts: Iterable[Any]) -> Iterator[Any]:
        from readytochange.run import cluster
        from readytochange.run.inputs import Sources

        with cluster.each_part(dask, Sources(find())) as by_workers:
            yield from by_workers(task, parts)

    return each


def _next(told: str, command: Iterable[str | Path]) -> None:
    print(f"\nNext: {told}\n  readytochange wave {shlex.join(map(str, command))}")


@wave.command()
@_EXPORT
@click.option("--name", required=True, help="Of the wave: small letters, digits, hyphens; as 2027.")
@_MAPPING
@click.option("--start", required=True, metavar="YYYY-MM", help="First month of the field work.")
@click.option("--end", required=True, metavar="YYYY-MM", help="Last month of the field work.")
@click.option("--title-it", help="As pages name it in Italian; 'Rilevazione NAME' when not said.")
@click.option("--title-en", help="As pages name it in English; 'Wave NAME' when not said.")
@click.option("--population", type=int, metavar="N", help="Firms there are to ask, if known.")
@_WITHOUT
@_DASK
def add(
    export: Path,
    name: str,
    mapping: Path | None,
    start: str,
    end: str,
    title_it: str | None,
    title_en: str | None,
    population: int | None,
    exclude_invalid: bool,
    dask: str | None,
) -> None:
    """Add the answers of an export as a wave, in data/waves/NAME/; git passes over its rows."""
    from readytochange.survey.waves import adding

    project = find()
    said = {"it": title_it, "en": title_en}
    title = adding.usual_title(name) | {lang: text for lang, text in said.items() if text}
    each = _reading(dask)
    added = adding.add(
        export, name, start, end, mapping, title, population, exclude_invalid, project, each
    )
    left_out = sum(added.record.left_out.values())
    print(
        f"done    data/waves/{name}: respondents {added.record.respondents}, rows left out {left_out}"
    )
    wave_report.left_out(added.record.left_out)
    print(
        f"\nNext: show it\n  readytochange refresh -p wave {name} --out wave-{name}"
        f"\n  readytochange render wave-{name}"
    )


@wave.command("list")
def listed() -> None:
    """List the waves of this project."""
    from readytochange.survey.waves import storage

    project = find()
    rows = []
    for name in storage.names(project):
        record = storage.kept(name, project).record
        here = storage.has_rows(name, project)
        rows.append(
            (
                name,
                f"{record.start} to {record.end}",
                record.respondents,
                sum(record.left_out.values()),
                record.status,
                "here" if here else "not on this machine",
            )
        )
    print_rows(rows, ("wave", "field work", "respondents", "left out", "status", "rows"))


@wave.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove(name: str, yes: bool) -> None:
    """Delete a wave: its rows, and what is said of them. What was written of it into outputs stays."""
    from readytochange.survey.waves import storage

    project = find()
    place = storage.to_remove(name, project)
    if not yes and not click.confirm(f"Delete {shown(place)} with all rows of wave '{name}'?"):
        raise click.exceptions.Exit(1)
    storage.remove(name, project)
    print(f"done    data/waves/{name} is deleted")


@wave.command()
@click.argument("file", type=_FILE)
@click.option("--firms", type=int, default=60, show_default=True, metavar="N")
@click.option(
    "--seed",
    type=int,
    default=2027,
    show_default=True,
    metavar="N",
    help="The same one, the same answers.",
)
def simulate(file: Path, firms: int, seed: int) -> None:
    """Write an export of simulated answers, as KoboToolbox makes one, to try a wave before anybody has answered.

    Each option that the study published is as likely as its share there; nothing else in it is evidence of anything.
    """
    from readytochange.survey.waves import mapping, simulation

    if file.suffix != ".csv" or mapping.SIMULATED not in file.stem:
        raise InputError(
            f"{file}: accepted is a name with '{mapping.SIMULATED}' in it that ends in .csv"
        )
    made = simulation.in_form(simulation.simulate(firms, seed))
    made.write_csv(file, separator=";", quote_style="always")
    print(f"done    {shown(file)}: {firms} simulated firms")
    _next("see what is in it", ("check", file))

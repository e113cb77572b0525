"""`readytochange audit`: whether a printed table can be so, at the terminal, as a page and as CSV."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from readytochange.cli.listing import print_rows
from readytochange.cli.paths import shown
from readytochange.errors import none_of, unknown
from readytochange.project import around

if TYPE_CHECKING:
    from readytochange.figures.figure import Figure
    from readytochange.parameters import Settings
    from readytochange.project import Study
    from readytochange.survey.audit.table import Audit

_PATH = click.Path(path_type=Path)
_LISTED = 40
"""Figures that are listed at the terminal; where there are more, the wrong ones."""


@click.command()
@click.argument("table", type=_PATH)
@click.option("--base", metavar="N", help="Respondents, as 33 or 25-40; 1-1000 when not said.")
@click.option(
    "--kind",
    default="multiple",
    show_default=True,
    help="single or multiple: answers that a respondent gave, where the table does not say it.",
)
@click.option("--out", type=_PATH, help="Folder for page and CSV; that of the table when not said.")
@click.option(
    "--lang",
    help="Of the page: it or en; when not said the project's first language, Italian outside of any.",
)
def audit(table: Path, base: str | None, kind: str, out: Path | None, lang: str | None) -> None:
    """Say whether a printed table can be so: its percentages, its counts, its sums, and the base behind them.

    TABLE is a CSV file, in a project or anywhere else, with the columns option and percent, as printed, and count,
    question, kind and base where there are such. It ends with 0 where all is possible, 1 where something is not, 2
    where the file cannot be used.
    """
    from readytochange.language import LANGUAGES
    from readytochange.outputs.storage import replaced
    from readytochange.parameters import Settings
    from readytochange.survey import printed_tables
    from readytochange.survey.audit.reading import KINDS, Kind
    from readytochange.survey.audit.table import audited

    project = around(Path.cwd())
    study = project.study if project else None
    languages = study.languages if study else tuple(LANGUAGES)
    lang = lang or languages[0]
    if lang not in languages:
        raise unknown("language", lang, languages)
    if kind.casefold() not in KINDS:
        raise none_of("--kind", kind, get_args(Kind))
    found = audited(printed_tables.read(table), base, KINDS[kind.casefold()])
    folder = out or table.parent
    page, csv = (folder / f"{table.stem}.audit.{ending}" for ending in ("html", "csv"))
    content = _page(study, found, table.name, csv.name, Settings(lang=lang))
    with replaced(page) as new_page, replaced(csv) as new_csv:
        new_page.write_bytes(content)
        new_csv.write_bytes(_csv(found))
    _print(found)
    for made in (page, csv):
        print(f"done    {shown(made)}")
    if not found.holds:
        raise click.exceptions.Exit(1)


def _page(
    study: "Study | None", found: "Audit", table: str, csv: str, settings: "Settings"
) -> bytes:
    from readytochange import language
    from readytochange.publish import figures_page
    from readytochange.survey.audit import sentences

    t = language.translator(settings.lang)
    title, *told = sentences.told(found, t)
    note = t(
        "Made from the file {name}, in whole numbers throughout. The file does not say whose figures these are.",
        name=table,
    )
    figures = list(_figures(found, settings))
    return figures_page.page(study, settings.lang, title, told, figures, note, csv)


def _figures(found: "Audit", settings: "Settings") -> "Iterator[Figure]":
    """The tables of the page; what was found of all of them stands at its top."""
    from readytochange import language, survey

    t = language.translator(settings.lang)
    every = survey.figures.audited("audit-figures", found, settings)
    yield replace(every, title=t("Every figure"), reading="")
    if (found.questions["kind"] == "single").any() or len(found.questions) > 1:
        yield survey.figures.audited_questions("audit-questions", found, settings)
    if len(found.bases) > 1:
        yield survey.figures.audited_bases("audit-bases", found, settings)


def _csv(found: "Audit") -> bytes:
    from readytochange.figures import exports

    plain = found.figures.astype(object).where(found.figures.notna(), None)
    return exports.csv(list(plain.columns), plain.to_numpy().tolist())


def _print(found: "Audit") -> None:
    from readytochange.language import Translator
    from readytochange.survey.audit import sentences, words
    from readytochange.survey.audit.table import FINE

    t = Translator("en")
    title, *told = sentences.told(found, t)
    click.echo("\n".join([title, *(f"  {each}" for each in told), ""]))
    rows = found.figures
    if len(rows) > _LISTED:
        rows = rows[~rows["verdict"].isin(FINE)].head(_LISTED)
    columns = ["option", "percent", "count"]
    columns = ["question", *columns] if rows["question"].any() else columns
    print_rows(
        (
            (*(_cell(row, name) for name in columns), t(words.OF_FIGURES[row["verdict"]]))
            for row in rows.to_dict("records")
        ),
        (*columns, ""),
    )
    print()


def _cell(row: dict[Any, Any], name: str) -> str:
    """A cell at the terminal; of a count that is not known, the least and the greatest."""
    low, high = row["count_low"], row["count_high"]
    if name != "count":
        return str(row[name])
    if low is None or low != low:
        return ""
    return f"{low}" if low == high else f"{low}-{high}"

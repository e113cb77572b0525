"""The published tables, by name, checked when they are read. Texts come in both languages; `localise` keeps one."""

from collections.abc import Iterable

import pandas as pd

from readytochange import language
from readytochange.arguments import checked
from readytochange.errors import unknown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.study import loading

__dir__ = offered(__name__)


def exploration_model() -> pd.DataFrame:
    """The five steps of the exploration: step, order, purpose_*, result_*."""
    return load("exploration_model")


def project() -> pd.DataFrame:
    """What the study says of itself: fact, text_*."""
    return load("project")


def approaches() -> pd.DataFrame:
    """The four approaches: approach, label_*, description_*."""
    return load("approaches")


def methods() -> pd.DataFrame:
    """The four methods: method, approach, label_*."""
    return load("methods")


def periods() -> pd.DataFrame:
    """The two field works: activity, start, end (YYYY-MM)."""
    return load("periods")


def interviews() -> pd.DataFrame:
    """The two groups of interviews: group, label_*, interviews."""
    return load("interviews")


def sources() -> pd.DataFrame:
    """Who speaks in the coded texts: source, order, part, label_*, group_*."""
    return load("sources")


def roles() -> pd.DataFrame:
    """The professional roles interviewed: role, label_*."""
    return load("roles")


def sectors() -> pd.DataFrame:
    """The sectors of both samples: sector, sample, label_*, common."""
    return load("sectors")


def interview_questions() -> pd.DataFrame:
    """What the interviews asked: question, label_*."""
    return load("interview_questions")


def themes() -> pd.DataFrame:
    """Every point of the interviews: item, group, question, theme_*, item_*, emphasis_*, topic, topic_second."""
    return load("themes")


def topics() -> pd.DataFrame:
    """The project's own codebook: topic, label_*, definition_*."""
    return load("topics")


def questions() -> pd.DataFrame:
    """The survey's fifteen questions: question, order, label_*, kind, max_answers, base, published."""
    return load("questions")


def answers() -> pd.DataFrame:
    """Every option: question, option, label_*, percent (as published or read), count, status, reading_error."""
    return load("answers")


def clusters() -> pd.DataFrame:
    """Open answers as the study grouped them: question, cluster, label_*, topic, topic_second, work."""
    return load("clusters")


def quotes() -> pd.DataFrame:
    """Respondents' words: quote, question, text_*, topic, topic_second."""
    return load("quotes")


def stakeholders() -> pd.DataFrame:
    """The three people heard: stakeholder, name, role_*, organisation."""
    return load("stakeholders")


def areas() -> pd.DataFrame:
    """The five areas of reflection: area, order, title_*, text_*, summary_*, questions_*, topic."""
    return load("areas")


def statements() -> pd.DataFrame:
    """What the study states about the country: statement, area, text_*, relation, value, unit_*, scope_*."""
    return load("statements")


def echoes() -> pd.DataFrame:
    """Lines of other sources that answer an area, chosen one by one: area, order, item or quote."""
    return load("echoes")


def replies() -> pd.DataFrame:
    """What answers a difficulty, chosen line by line: question, cluster, order, item or area, passage_*."""
    return load("replies")


def corrections() -> pd.DataFrame:
    """The misprints that the tables correct: correction, order, printed, corrected."""
    return load("corrections")


def sections() -> pd.DataFrame:
    """The sections of a wave's questionnaire: section, order, label_*."""
    return load("sections")


def questionnaire() -> pd.DataFrame:
    """What a wave asks: question, section, order, label_*, hint_*, kind, max_answers, required, relevant_*, origin."""
    return load("questionnaire")


def options() -> pd.DataFrame:
    """What a wave offers: question, option, order, label_*, role, exclusive, origin."""
    return load("options")


def notices() -> pd.DataFrame:
    """The texts around a wave's questionnaire: notice, order, text_*."""
    return load("notices")


def claims() -> pd.DataFrame:
    """The ledger of claims: claim, text_*, computation, holds, status, said, notebook, figure."""
    return load("claims")


@checked
def load(table: str) -> pd.DataFrame:
    """Read one table, check every cell of it, and see that it agrees with itself and with what it refers to.

    Parameters
    ----------
    table : its name in the data package, without the ending

    Returns
    -------
    DataFrame
        texts as `str` ('' where nothing is said), whole numbers as `Int64` (missing: `NA`), truth values as `bool`

    Raises
    ------
    InputError
        if the table does not exist, a cell is not what the package says or contradicts another, or a published table
        has changed; names file, row, column and what is accepted
    """
    return loading.load(table)


def tables() -> list[str]:
    """The names of all tables."""
    return loading.described().names


@checked
def accepted(table: str, column: str) -> tuple[str, ...]:
    """What the data package accepts in a column of names; nothing where it accepts any.

    Parameters
    ----------
    table : its name in the data package, without the ending
    column : its name
    """
    fields = {field.name: field for field in loading.described().resource(table).table.fields}
    if column not in fields:
        raise unknown(f"column of {table}", column, fields)
    return tuple(fields[column].constraints.enum or ())


@checked
def localise(frame: pd.DataFrame, settings: Settings = SETTINGS) -> pd.DataFrame:
    """Keep one language of a published table: `label_it`, `label_en` become `label`.

    Parameters
    ----------
    frame : a table with columns that end in `_it` and `_en`
    settings : whose language is kept

    Returns
    -------
    DataFrame
        the same rows, texts with a printer's apostrophes; other columns as they were. Where an id has the name already,
        the text is `<name>_text`: `item`, `item_it`, `item_en` become `item`, `item_text`
    """
    lang, other = settings.lang, "en" if settings.lang == "it" else "it"
    kept = frame[[name for name in frame.columns if not name.endswith(f"_{other}")]]
    texts = [name for name in kept.columns if name.endswith(f"_{lang}")]
    kept = kept.assign(**{name: kept[name].map(language.typographic) for name in texts})
    names = {name: name.removesuffix(f"_{lang}") for name in kept.columns}
    ids = set(kept.columns)
    return kept.rename(
        columns={
            old: f"{new}_text" if old != new and new in ids else new for old, new in names.items()
        }
    )


@checked
def slide(frame: pd.DataFrame) -> str:
    """The headings in the study under which a table's facts stand, a line each; '' where there is none.

    Parameters
    ----------
    frame : a table with the column slide
    """
    return headings(frame["slide"])


@checked
def headings(cells: Iterable[str]) -> str:
    """Headings of the study one under the other, each once.

    Parameters
    ----------
    cells : of columns slide

    Examples
    --------
    >>> headings(["Il contesto", "", "Il campione", "Il contesto"]).splitlines()
    ['Il contesto', 'Il campione']
    """
    return "\n".join(dict.fromkeys(line for cell in cells for line in cell.splitlines()))

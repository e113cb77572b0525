"""What a wave found, in sentences."""

from readytochange import language
from readytochange.arguments import checked
from readytochange.language import Markdown
from readytochange.parameters import SETTINGS, Settings
from readytochange.parsing import offered
from readytochange.statuses import marked
from readytochange.survey.waves.exhibits import Exhibits
from readytochange.survey.waves.record import Record

__dir__ = offered(__name__)


@checked
def simulated(exhibits: Exhibits, settings: Settings = SETTINGS) -> Markdown | None:
    """That the answers of a wave are simulated; nothing where firms gave them.

    Parameters
    ----------
    exhibits : the wave's, from `waves.released`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    if exhibits.wave.status != "simulated":
        return None
    return language.translator(settings.lang).say(
        "**These answers are simulated: no firm gave them.** They show what a wave looks like beside the study; "
        "nothing on this page is a finding."
    )


@checked
def respondents(exhibits: Exhibits, record: Record, settings: Settings = SETTINGS) -> Markdown:
    """How many answered and when, and how many rows were left out.

    Parameters
    ----------
    exhibits : the wave's, from `waves.released`
    record : what is said of the wave, from `waves.kept`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    left = sum(record.left_out.values())
    said = {
        "wave": record.title[settings.lang],
        "respondents": marked(exhibits.respondents, record.status),
        "when": _when(record, t),
    }
    if not left:
        return t.say("{wave}: {respondents} firms answered, {when}.", **said)
    if left == 1:
        return t.say(
            "{wave}: {respondents} firms answered, {when}; one row of the file was left out.",
            **said,
        )
    return t.say(
        "{wave}: {respondents} firms answered, {when}; {left} rows of the file were left out.",
        left=left,
        **said,
    )


def _when(record: Record, t: language.Translator) -> str:
    """From when to when answers were collected; a year that both ends share is said once."""
    if record.start == record.end:
        return t("in {month}", month=language.month(record.end, t.lang))
    first = language.month(record.start, t.lang)
    if record.start[:4] == record.end[:4]:
        first = first.removesuffix(record.start[:4]).strip()
    return t("from {start} to {end}", start=first, end=language.month(record.end, t.lang))


@checked
def changes(exhibits: Exhibits, settings: Settings = SETTINGS) -> Markdown:
    """Of how many answers a change from the published share can be claimed, of how many it depends, of how many not.

    Parameters
    ----------
    exhibits : the wave's, from `waves.released`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    t = language.translator(settings.lang)
    verdicts = [each for table in exhibits.changes.values() for each in table["verdict"]]
    changed = [
        row.label
        for table in exhibits.changes.values()
        for row in table.query("verdict == 'changed'").itertuples()
    ]
    unclear, alike = verdicts.count("depends_on_overlap"), verdicts.count("no_change_claimed")
    compared = len(changed) + unclear + alike
    if not compared:
        return t.say("No answer of this wave can be compared with a published one.")
    said = [
        t.say(
            "Of {n} answers that can be compared with the published ones, {changed} changed: {labels}.",
            n=compared,
            changed=len(changed),
            labels=language.listing(changed, settings.lang, quoted=True),
        )
        if changed
        else t.say(
            "Of {n} answers that can be compared with the published ones, of none can a change be claimed.",
            n=compared,
        )
    ]
    if unclear:
        said.append(
            t.say(
                "For {n} it depends on how many of the firms asked in the study answered again.",
                n=unclear,
            )
        )
    if alike:
        said.append(
            t.say("That leaves {n} that cannot be told apart from the published share.", n=alike)
        )
    return Markdown(" ".join(each.text for each in said), " ".join(each.plain for each in said))


@checked
def otherwise_asked(exhibits: Exhibits, settings: Settings = SETTINGS) -> Markdown | None:
    """Which answers changed whose words did too, so that the change may come from these; nothing where none are.

    Parameters
    ----------
    exhibits : the wave's, from `waves.released`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    moved = {(each.question, each.option) for each in exhibits.wave.instrument_changes}
    labels = [
        row.label
        for question, table in exhibits.changes.items()
        for row in table.query("verdict == 'changed'").itertuples()
        if moved & {(question, row.option), (question, "")}
    ]
    if not labels:
        return None
    return language.translator(settings.lang).say(
        "Changed, but not asked as in our questionnaire: {labels}. What changed may be the question, not the firms.",
        labels=language.listing(labels, settings.lang, quoted=True),
    )


@checked
def hidden(exhibits: Exhibits, settings: Settings = SETTINGS) -> Markdown | None:
    """That figures are hidden, and for what; nothing where none are.

    Parameters
    ----------
    exhibits : the wave's, from `waves.released`
    settings : a notebook's, or those of `readytochange.use` where none are given
    """
    count = sum(exhibits.hidden.values())
    if not count:
        return None
    return language.translator(settings.lang).say(
        "{n} figures of this wave are not shown, so that no firm is recognised by its answers: those of one or two "
        "firms, and those that would give them away.",
        n=count,
    )

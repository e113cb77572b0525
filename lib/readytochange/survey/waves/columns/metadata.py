"""Columns that tools add by themselves: times, ids of responses, status, versions; told by structure, then by name."""

import re

import polars as pl

from readytochange.survey.waves.folding import fold
from readytochange.survey.waves.mapping import SIMULATED

_TIMES = """timestamp|informazioni cronologiche|marca temporal|horodateur|zeitstempel|carimbo de data/hora|start|end|
start time|completion time|last modified time|ora di inizio|ora di completamento|ora dell'ultima modifica|submitdate|
startdate|start date|enddate|end date|recordeddate|recorded date|data invio|data di inizio|data di fine|data inizio|
data ultima azione|datestamp|date created|date modified|date submitted|date started|time started|
start date (utc)|submit date (utc)|_submission_time|submission time|submissiondate|today|date last action|
data di invio|hora de inicio|hora de finalización|heure de début|heure de fin|startzeit|fertigstellungszeit"""
_IDS = """id|response id|responseid|respondent id|respondentid|id risposta|_id|_uuid|instanceid|meta/instanceid|uuid|
_recordid|#|key|record id|token|network id|respondent_id|formhub/uuid|id de respuesta|id de la réponse|antwort-id"""
_OTHERS = """status|response type|progress|finished|duration (in seconds)|duration|lastpage|last page|ultima pagina|
startlanguage|start language|lingua iniziale|userlanguage|user language|distributionchannel|distribution channel|seed|
_index|_version_|__version__|_validation_status|_notes|_status|_tags|_attachments|_parent_index|_parent_table_name|
_xform_id_string|_bamboo_dataset_id|_media_all_received|collectorid|collector id|tags|ending|externalreference|
externaldatareference|external data reference|interviewtime|tempo totale|tempo|time taken|punteggio|score|
total points|punti totali|language|lingua|refurl|formdef_version|review_status|instancename|audit|
version|custom data 1|stato|avanzamento|finito|durata|review_quality|total time|groups|scoring"""


def _names(texts: str) -> frozenset[str]:
    return frozenset(fold(each) for each in texts.split("|"))


_USES = {
    "simulated": frozenset({SIMULATED}),
    "time": _names(_TIMES),
    "respondent": _names(_IDS),
    "ignored": _names(_OTHERS),
}
_IMPORT_ID = re.compile(r"""\{\s*["']?ImportId["']?\s*:\s*["']([^"']+)["']""")
_CODE = re.compile(r"\s*([A-Za-z]\w*)\.\s+", re.ASCII)
"""'CODE. ' before a text, as LimeSurvey writes headers with codes and texts."""
_DATE = (
    r"^\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})"
    r"[T ,]+\d{1,2}[:.]\d{2}"
)
_UUID = r"^\s*(?:uuid:)?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\s*$"


def use(headers: tuple[str, ...], cells: pl.Series) -> tuple[str, str]:
    """What a column that holds no answer is for, and how that is known; twice '' where it is not known.

    Parameters
    ----------
    headers : a column's header rows
    cells : its texts

    Returns
    -------
    str, str
        'time', 'respondent' or 'ignored', and a reason in words
    """
    ids = [found[1] for each in headers if (found := _IMPORT_ID.search(each))]
    codes = [found[1] for each in headers if (found := _CODE.match(each))]
    for text in (*ids, *codes, *headers):
        for kind, names in _USES.items():
            if fold(text) in names or fold(text.rpartition("/")[2]) in names:
                return kind, "a name that tools give"
    filled = cells.filter(cells != "")
    if not len(filled):
        return "ignored", "empty"
    if filled.str.contains(_DATE).all():
        return "time", "every cell a date and a time"
    if filled.str.contains(_UUID).all():
        return "respondent", "every cell a UUID"
    return "", ""

"""A wave with a firm that must not be recognised: alone in its sector, with texts that it did not let be shown."""

import zipfile
from pathlib import Path

import polars as pl

import fielded
from projects import ProjectFolder
from readytochange.survey.waves import adding, mapping_file
from readytochange.survey.waves.columns import recognition
from readytochange.survey.waves.instrument import questionnaire
from readytochange.survey.waves.readers import reading

FIRMS = 33
NAME = "planted"
SECRET = "zzqplant"
"""What only this firm's answers have in them."""

CLEARED = "wqqcleared"
"""What a text has in it that its writer let be shown."""

_ROW, _SHOWN = 3, 4
_FIRM = {
    "size": "large",
    "sector": "cosmetics",
    "sector_other": "",
    "channels": "phone other",
    "channels/phone": "1",
    "channels/other": "1",
    **dict.fromkeys(
        [f"channels/{each}" for each in (
            "mail", "social", "automated_messaging", "whatsapp", "web_ticket", "vocal_bot", "fax_post",
            "physical_desks", "sms", "internal_chat", "dont_know", "prefer_not",
        )],
        "0",
    ),
    "channels_other": f"{SECRET} carrier pigeons",
    "difficulties": f"{SECRET} our director was there",
    "activities": f"{SECRET} bottling",
    "comments": f"{SECRET} call us",
    "_uuid": f"{SECRET}-0001",
    "E-mail": f"{SECRET}@example.org",
    "cleared": "false",
}  # fmt: skip


def change(made: pl.DataFrame) -> pl.DataFrame:
    """Nobody else is in the firm's sector."""
    sector = "section_firm/sector"
    alone = made.with_columns(
        pl.when(pl.col(sector) == "cosmetics").then(pl.lit("transport")).otherwise(pl.col(sector)).alias(sector),
        pl.format("uuid-{}", pl.int_range(pl.len())).alias("_uuid"),
        pl.format("firm{}@example.org", pl.int_range(pl.len())).alias("E-mail"),
    )  # fmt: skip
    shown = fielded.put(_SHOWN, {"difficulties": f"{CLEARED} distance", "cleared": "true"})
    return fielded.put(_ROW, _FIRM)(shown(alone))


def add(small: ProjectFolder) -> None:
    """Add the wave to a project, with a mapping that drops who answered."""
    file = fielded.exported(small.root / "export.csv", FIRMS, change)
    read = reading.read(file)
    mapping = small.root / "mapping.yml"
    mapping.write_text(mapping_file.written(recognition.recognise(read, questionnaire())), "utf-8")
    adding.add(file, NAME, "2027-01", "2027-03", mapping, project=small.project)
    file.unlink()


def texts(folder: Path) -> dict[Path, str]:
    """What every file below a folder holds, as text: of a workbook all that is packed in it."""
    return {place: _text(place) for place in sorted(folder.rglob("*")) if place.is_file()}


def _text(place: Path) -> str:
    if zipfile.is_zipfile(place):
        with zipfile.ZipFile(place) as packed:
            return "\n".join(packed.read(each).decode("latin-1") for each in packed.namelist())
    return place.read_bytes().decode("utf-8", "replace")

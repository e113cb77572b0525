"""Difficulties, and the lines that answer them."""

from changes import Change
from readytochange import parameters
from readytochange.study import tables
from readytochange.synthesis import obstacles

EN = parameters.Synthesis(lang="en")
UNANSWERED = ["data_security", "technical_restrictions", "size_scalability"]


def test_every_difficulty_is_there_those_without_a_reply_first() -> None:
    found = obstacles.replies(EN)
    assert list(found) == obstacles.REPLIES
    first = found.loc[~found["answered"], "cluster"]
    assert list(first) == list(found["cluster"].head(len(first))) == UNANSWERED
    assert found["cluster"].nunique() == len(tables.clusters().query("question == 'difficulties'"))


def test_a_reply_is_quoted_with_where_it_stands() -> None:
    found = obstacles.replies(EN).query("cluster == 'reputation'")
    point = tables.localise(tables.themes(), EN).set_index("item").loc["opportunity_06"]
    area = tables.localise(tables.areas(), EN).set_index("area").loc["recognisable_brands"]
    assert found["reply"].iloc[0] == point["item_text"]
    assert area["text"].endswith(found["reply"].iloc[1])
    assert found["source"].tolist() == ["opportunities, interviews", "areas, institutions"]
    assert found["slide"].tolist() == [point["slide"], area["slide"]]


def test_where_no_reply_was_chosen_nothing_is_said_of_any(change: Change) -> None:
    change("replies", lambda replies: replies.head(0))
    assert obstacles.replies(EN).empty

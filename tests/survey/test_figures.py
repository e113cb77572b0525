"""What is written with a chart of shares: its numbers, their status, the method of the intervals."""

from typing import get_args

from readytochange import parameters, survey


def test_a_chart_of_shares_says_by_which_method_its_lines_are_drawn() -> None:
    table = survey.shares("channels", "en", 0.995, "exact")
    assert survey.figures.share_subtitle(table, "en", 0.995, "exact") == (
        "33 firms (computed); shares computed; lines: 99.5% intervals, exact method"
    )


def test_every_method_of_intervals_has_a_name() -> None:
    accepted = parameters.Quantitative.model_fields["interval"].annotation
    assert tuple(survey.figures.METHODS) == get_args(accepted)


def test_the_description_of_a_chart_has_its_figures() -> None:
    text = survey.figures.describe_shares(survey.shares("channels", "it"), "it")
    assert text == (
        "Grafico a barre di 11 risposte di 33 imprese (calcolato). Scelte di più, da 31 (pubblicato), 93,9% "
        "(calcolato): Canali mail. Scelte di meno, da 1 (recuperato), 3,0% (calcolato): Web ticket, Vocal bot, Fax e "
        "posta, Sportelli fisici, SMS, Chat interna. L'intervallo più largo copre 31 punti (calcolato)."
    )


def test_a_chart_of_shares_says_count_base_and_status() -> None:
    found = survey.figures.with_words(survey.shares("channels", "it"), "it").set_index("option")
    assert found.loc["mail", "count_text"] == "31 (pubblicato) su 33"
    assert found.loc["sms", "count_text"] == "1 (recuperato) su 33"
    assert found.loc["sms", "status_text"] == "recuperato"

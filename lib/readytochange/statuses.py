"""The status of a number: the word that says where it comes from."""

from collections.abc import Mapping

from readytochange.language import N_

STATUSES: Mapping[str, str] = {
    N_("published"): N_("printed in the study"),
    N_("recovered"): N_("the only count its printed percentage allows"),
    N_("computed"): N_("follows from published or recovered figures"),
    N_("bounded"): N_("only a range follows from what was printed"),
    N_("wave"): N_("from respondents' rows that the user supplied"),
    N_("simulated"): N_("made by a model, not observed"),
    N_("external"): N_("from another source, named and dated"),
}
"""Each with its meaning."""

"""Names of scripts that are written from the right stay whole inside sentences (U-67)."""

import unicodedata

from core.domain.bidi import isolated
from core.domain.telling import tell
from tests.support.rules import rule

NOA, ALI = "נועה", "محمد"


@rule("U-67")
def test_a_name_from_the_right_is_isolated_once_and_no_other() -> None:
    for name in (NOA, ALI, f"{NOA} 3", f"Anna {ALI}"):
        made = isolated(name)
        assert unicodedata.bidirectional(made[0]) == "FSI"
        assert unicodedata.bidirectional(made[-1]) == "PDI"
        assert made[1:-1] == name
        assert isolated(made) == made
    for name in ("Anna", "Łukasz Żółć", "", "平野", "12:00"):
        assert isolated(name) == name


@rule("U-67")
def test_a_sentence_of_the_core_keeps_names_apart_from_its_figures() -> None:
    told = tell("{client_name} is in, {seats:seat}.", {"client_name": NOA, "seats": 2})
    assert told == f"{isolated(NOA)} is in, 2 seats."
    assert tell("{client_name} is in.", {"client_name": "Anna"}) == "Anna is in."

"""After three days without the server the dangerous acts wait, and nothing else does."""

import pytest

import core.bus  # noqa: F401  (registers every command)
from core.commands.registry import specs
from core.domain.zones import HOUR_MS
from core.rules.people.long_offline import DANGEROUS, LONGEST_MS, too_long_offline


@pytest.mark.parametrize("name", sorted(DANGEROUS))
def test_what_gives_money_data_or_rights_away_waits_after_72_hours(name: str) -> None:
    assert too_long_offline(specs[name], LONGEST_MS) is None
    refusal = too_long_offline(specs[name], LONGEST_MS + 1)
    assert refusal is not None
    assert (refusal.code, refusal.facts["hours"]) == ("too_long_offline", 72)


@pytest.mark.parametrize("name", ["book", "check_in", "walk_in", "sell_pass", "revoke_desk"])
def test_the_day_goes_on_however_long(name: str) -> None:
    assert too_long_offline(specs[name], 1000 * HOUR_MS) is None


def test_taking_data_out_waits_too_and_a_first_load_is_not_late() -> None:
    assert too_long_offline(None, LONGEST_MS + 1) is not None
    assert too_long_offline(None, LONGEST_MS) is None
    assert too_long_offline(specs["refund"], None) is None
    assert too_long_offline(specs["refund"], -HOUR_MS) is None, "a clock set back is told elsewhere"

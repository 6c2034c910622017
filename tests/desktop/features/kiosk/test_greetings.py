"""What the kiosk says of a class that is not open yet: minutes, a time, or a day and a time."""

import pytest

from core.domain.refusals import Refusal
from core.domain.zones import to_utc
from desktop.features.kiosk.greetings import turned_away
from tests.support.rules import rule

LONDON = "Europe/London"
NOW = to_utc("2026-03-02", "17:41", LONDON)


@rule("U-70")
@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-03-02", "18:00", "Check-in opens in 19 min."),
        ("2026-03-02", "17:41", "Check-in opens in 1 min."),
        ("2026-03-02", "20:30", "Check-in opens at 20:30."),
        ("2026-03-03", "09:00", "Check-in opens tomorrow at 09:00."),
        ("2026-03-05", "09:00", "Check-in opens on Thu 5 March at 09:00."),
    ],
)
def test_who_is_early_hears_when_and_on_which_day(day: str, time: str, said: str) -> None:
    refusal = Refusal("too_early", {"opens_at": to_utc(day, time, LONDON)})
    assert turned_away(refusal, NOW, LONDON, hidden=False).lines == (said,)

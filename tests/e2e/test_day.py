"""The whole day with real processes ends in peace: see day.py for the story."""

from pathlib import Path

from tests.e2e.day import LAST_CREDIT, LOSER, WINNER, play
from tests.e2e.scripts import PICTURES
from tests.support.rules import rule


@rule("SET-1", "SET-3", "NTF-1")
def test_a_day_with_a_pulled_cable_ends_with_equal_stores_and_one_mail(tmp_path: Path) -> None:
    played = play(tmp_path)
    found = played.findings
    assert found.equal
    assert found.pending == [0, 0]
    assert found.wrong == []
    assert found.states[WINNER] == "booked"
    assert found.states[LOSER] not in ("booked", "checked_in")
    assert ("SET-1", LOSER) in found.attention
    assert ("SET-3", LAST_CREDIT) in found.attention
    (subject,) = found.mails_to_loser
    assert subject.startswith("You are on the waitlist: Reformer Flow")
    names = {picture.stem for picture in played.pictures}
    assert names >= {f"{name}-{theme}" for name in PICTURES for theme in ("light", "dark")}

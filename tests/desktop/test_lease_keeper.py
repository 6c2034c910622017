"""A desk spends what it was lent while it is offline, and gives back the rest when others ask."""

from pytestqt.qtbot import QtBot

from core.commands.leases import CallBackLeases, GrantLease
from core.commands.seats import Book
from core.domain.leases import RETURNED, Lease
from core.domain.zones import MINUTE_MS, to_utc
from core.queries import occurrences, roster
from desktop.roster_words import RosterWords
from desktop.theme.marks import State
from tests.desktop.live import LiveDesk
from tests.support.rules import rule

NOW = to_utc("2026-03-02", "17:41", "Europe/London")


def lent(live: LiveDesk) -> str:
    """The desk hears of a seat in the late class that it was lent."""
    key = live.serve(GrantLease(live.names["late"], "desk-a")).facts["lease_id"]
    live.exchange()
    return str(key)


def lease(live: LiveDesk, key: str) -> Lease:
    with live.database.read(live.names["organisation"]) as store:
        found = store.rows.get(Lease, key)
    assert found is not None
    return found


def books(live: LiveDesk, qtbot: QtBot, client: str) -> None:
    """Somebody books at the desk."""
    with qtbot.waitSignal(live.session.changed):
        live.session.send(Book(live.names[client], live.names["late"], pay_at_desk=True))


def marks(live: LiveDesk, client: str) -> tuple[str, ...]:
    lines = roster.roster(live.session.source, live.names["late"])
    (line,) = (one for one in lines if one.client_id == live.names[client])
    return tuple(chip.text for chip in RosterWords("EUR", "2026-03-02").chips(line))


@rule("M-02")
def test_what_is_asked_for_goes_back_by_itself(live: LiveDesk, qtbot: QtBot) -> None:
    key = lent(live)
    live.serve(CallBackLeases(live.names["late"]))
    live.exchange()
    desk = live.desk.dispatcher
    qtbot.waitUntil(lambda: desk.network(desk.replica.store.waiting).result() == 1)
    live.exchange()
    assert lease(live, key).state == RETURNED


@rule("M-02")
def test_offline_a_seat_inside_the_lease_shows_as_guaranteed_the_next_as_provisional(
    live: LiveDesk, qtbot: QtBot
) -> None:
    key = lent(live)
    live.clock.at += 5 * MINUTE_MS
    books(live, qtbot, "anna")
    books(live, qtbot, "ben")
    assert State.GUARANTEED.mark.words in marks(live, "anna")
    assert State.PROVISIONAL.mark.words in marks(live, "ben")
    live.exchange()
    told = {*marks(live, "anna"), *marks(live, "ben")}
    assert not told & {State.GUARANTEED.mark.words, State.PROVISIONAL.mark.words}, "confirmed"
    assert lease(live, key).unspent == 0


@rule("M-02", "BK-28")
def test_only_other_desks_see_a_lent_seat_as_kept(live: LiveDesk) -> None:
    before = occurrences.occurrence(live.session.source, live.names["late"])
    lent(live)
    mine = occurrences.occurrence(live.session.source, live.names["late"])
    live.session.source.desk_id = "desk-b"
    theirs = occurrences.occurrence(live.session.source, live.names["late"])
    assert before is not None
    assert mine is not None
    assert theirs is not None
    assert (mine.free, theirs.free) == (before.free, before.free - 1)

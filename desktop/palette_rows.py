"""What the palette finds beside commands: clients as you type, and classes of these days."""

from collections.abc import Sequence

from core.domain.folding import fold
from core.domain.zones import DAY_MS
from core.queries import clients, occurrences
from core.queries.clients import Found
from core.queries.occurrences import OccurrenceLine
from desktop import formats
from desktop.actions.screens import Screen
from desktop.features.clients.list_lines import lines_of
from desktop.features.clients.model import ClientLine
from desktop.saying import tr
from desktop.session import Session
from desktop.shell.palette.rows import PaletteGroup, PaletteRow
from desktop.theme.marks import Tone

CLIENT, CLASS = "client:", "class:"
MOST_CLIENTS, MOST_CLASSES = 6, 5
DAYS_AHEAD = 7


class PaletteRows:
    """Providers of the palette over the desk's store."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def clients(self, query: str) -> Sequence[PaletteGroup]:
        """Clients by any name part, phone tail, e-mail, card, one typo forgiven (U-04)."""
        if not query.strip():
            return ()
        found = self._session.sight.found(query, MOST_CLIENTS + 1)
        more = len(found) > MOST_CLIENTS
        rows = self._clients(found[:MOST_CLIENTS])
        return (PaletteGroup(tr("Clients"), rows, len(rows) + more),)

    def classes(self, query: str) -> Sequence[PaletteGroup]:
        """Classes of today and the week ahead whose name, time or teacher begins so."""
        words = fold(query).split()
        if not words or not self._session.sight.screen(Screen.CALENDAR):
            return ()
        now, zone = self._session.now(), self._session.zone
        since, _ = formats.day_bounds(now, zone)
        lines = occurrences.occurrences(
            self._session.source, self._session.location_id, since, since + DAYS_AHEAD * DAY_MS
        )
        coming = [one for one in lines if one.ends_at > now and one.state == "scheduled"]
        fitting = [one for one in coming if _fits(one, words)]
        rows = tuple(self._class(one) for one in fitting[:MOST_CLASSES])
        return (PaletteGroup(tr("Classes"), rows, len(fitting)),)

    def refresh(self, target: str) -> PaletteRow | None:
        """How a recent target looks now; None when it is gone."""
        if target.startswith(CLIENT):
            one = clients.found(self._session.source, target.removeprefix(CLIENT))
            return self._clients([one])[0] if one and self._session.sight.client(one.id) else None
        if target.startswith(CLASS):
            line = occurrences.occurrence(self._session.source, target.removeprefix(CLASS))
            return self._class(line) if line else None
        return None

    def _clients(self, found: Sequence[Found]) -> tuple[PaletteRow, ...]:
        lines = lines_of(self._session, found)
        return tuple(_client(one, line) for one, line in zip(found, lines, strict=True))

    def _class(self, line: OccurrenceLine) -> PaletteRow:
        when = formats.moment(line.starts_at, line.zone, self._session.now())
        full = line.free <= 0
        return PaletteRow(
            target=CLASS + line.id,
            title=line.name,
            note=f"{when} · {line.lead_name}" if line.lead_name else when,
            icon="calendar-days",
            letter=line.badge,
            state=tr("{0} of {1}").format(line.booked, line.capacity),
            state_tone=Tone.ATTENTION if full else Tone.NEUTRAL,
        )


def _client(one: Found, line: ClientLine) -> PaletteRow:
    """What is asked of somebody at the desk: what is next, what pays, the end of the phone."""
    contact = f"…{one.phone[-4:]}" if one.phone else one.email
    chip = line.chips[0] if line.chips else None
    return PaletteRow(
        target=CLIENT + one.id,
        title=one.name,
        note=" · ".join(part for part in (line.next_booking, line.cover, contact) if part),
        icon="user",
        state=chip.text if chip else "",
        state_icon=chip.icon if chip else "",
        state_tone=chip.tone if chip else Tone.NEUTRAL,
    )


def _fits(line: OccurrenceLine, words: list[str]) -> bool:
    parts = fold(f"{line.name} {line.lead_name} {line.local_start}").split()
    return all(any(part.startswith(word) for part in parts) for word in words)

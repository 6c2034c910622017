"""Check-in, alive: scans become commands, results become the field, fixes become commands."""

from collections import Counter
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, Signal

from core.changes import Outcome as Done
from core.commands.arrivals import CheckIn, CheckInByCode, WalkIn
from core.commands.registry import Command
from core.commands.sales import Sale
from core.commands.waiting import JoinWaitlist, MarkPresent
from core.domain.bookings import BOOKED
from core.domain.catalogue import PassProduct
from core.domain.json_text import allows
from core.domain.phones import spaced
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.queries import clients, place
from core.rules.attendance import paper_code
from desktop import formats
from desktop.entering import let_in
from desktop.features.checkin import results
from desktop.features.checkin.model import (
    FoundClient,
    LastScan,
    Outcome,
    ScanResult,
    ScanTotals,
)
from desktop.features.checkin.view import CheckInScreen
from desktop.saying import tr
from desktop.scanner.camera import CameraReader
from desktop.scanner.member import card_of
from desktop.session import Session
from desktop.signing import next_signature
from desktop.wording import bold

MOST_SCANS = 200
CAMERA = "camera"
"""Under this name this computer keeps which camera it uses."""
_WORDS = {
    Outcome.ACCEPTED: tr("In"),
    Outcome.ATTENTION: tr("Look"),
    Outcome.REFUSED: tr("Refused"),
    Outcome.WORKING: "",
}


class _Open(msgspec.Struct, frozen=True):
    """A result that is in view, with what its fixes need."""

    result: ScanResult
    client_id: str
    occurrence_id: str
    card_id: str
    at: int


class CheckInPresenter(QObject):
    """`shown` tells which class of result came, for the sound, `decided` what the core made of it;
    `client_asked` opens a client, `class_asked` a class, `spot_asked` a client's spot in it,
    `act_asked` a form."""

    client_asked = Signal(str)
    class_asked = Signal(str)
    spot_asked = Signal(str, str)
    shown = Signal(object)
    scan_taken = Signal()
    decided = Signal(object)
    act_asked = Signal(object)

    def __init__(self, screen: CheckInScreen, session: Session) -> None:
        super().__init__(screen)
        self._screen = screen
        self._session = session
        self._open: dict[str, _Open] = {}
        self._count = 0
        screen.fix_requested.connect(self._fix)
        screen.searched.connect(self._search)
        screen.client_chosen.connect(self._choose)
        screen.scan_opened.connect(self._reopen)
        self.camera = CameraReader()
        self.camera.scanned.connect(self.scan)
        self.camera.problem.connect(self._camera_failed)
        screen.camera_asked.connect(self.switch_camera)
        screen.other_camera_asked.connect(self.next_camera)
        screen.hidden.connect(self._stop_camera)

    def scan(self, text: str) -> None:
        """A code was scanned, on whatever screen: decide it from local data (U-19)."""
        if paper_code.looks_like_line(text):
            self._scan_paper(text)
            return
        self.scan_taken.emit()
        known = card_of(self._session, text)
        if isinstance(known, Refusal):
            self._show(known, "", self.tr("Scanned code"))
            return
        command = CheckInByCode(known, self._session.location_id)
        self._send(command, card_id=known)

    def switch_camera(self) -> None:
        """Let the camera read codes too, or stop it; it stops by itself out of view (U-21)."""
        if self.camera.is_on():
            self._stop_camera()
            return
        self.camera.start(self._session.kept(CAMERA).get("device", ""))
        if self.camera.is_on():
            self._screen.show_camera(self.tr("Camera reads"), on=True)

    def next_camera(self) -> None:
        """Use the next camera of this computer, now and at the next start."""
        known = self.camera.devices()
        if not known:
            self.camera.start()  # says what is missing
            return
        now = self._session.kept(CAMERA).get("device", "")
        after = known[(known.index(now) + 1) % len(known)] if now in known else known[0]
        self._session.keep(CAMERA, {"device": after})
        self.camera.stop()
        self.switch_camera()

    def _stop_camera(self) -> None:
        if self.camera.is_on():
            self.camera.stop()
            self._screen.show_camera(self.tr("Camera off"), on=False)

    def _camera_failed(self, why: str) -> None:
        self._screen.show_camera(self.tr("Camera off"), on=False)
        self._session.refused.emit(why)

    def _scan_paper(self, text: str) -> None:
        """A line of a printed roster checks in, its sheet opens the class (M-08)."""
        line = paper_code.read(text, self._session.source.organisation_id)
        if isinstance(line, Refusal):
            self.scan_taken.emit()
            self._show(line, "", self.tr("Printed roster"))
        elif line.client_id:
            self.scan_taken.emit()
            self._send(CheckIn(line.client_id, line.occurrence_id, way="scan"))
        else:
            self.class_asked.emit(line.occurrence_id)

    def _send(self, command: Command, card_id: str = "") -> None:
        def then(result: Done | Refusal) -> None:
            self._show(result, card_id)

        self._session.send(command, then, says=self._says, quiet=True)

    def _says(self, done: Done) -> str:
        name = bold(str(done.facts.get("client_name", "")))
        what = str(done.facts.get("class_name", ""))
        if done.code == "waitlisted":
            return self.tr("{0} waits for {1}").format(name, what)
        if done.code == "standing_by":
            return self.tr("{0} stands by for {1}").format(name, what)
        return self.tr("Checked in {0} to {1}").format(name, what)

    def _show(self, result: Done | Refusal, card_id: str, name: str = "") -> None:
        self._count += 1
        session = self._session
        scene = results.Scene(
            str(self._count),
            session.now(),
            session.zone,
            session.currency,
            session.sync.online,
            self._product(result),
        )
        shown = results.result_of(result, scene)
        if not shown.name and name:
            shown = msgspec.structs.replace(shown, name=name)
        self._open[scene.scan_id] = _Open(
            shown,
            str(result.facts.get("client_id", "")),
            str(result.facts.get("occurrence_id", "")),
            card_id,
            scene.now,
        )
        self._screen.show_result(shown)
        self._list()
        self.shown.emit(shown.outcome)
        self.decided.emit(result)

    def _product(self, result: Done | Refusal) -> PassProduct | None:
        """What Enter would sell: the cheapest pass that covers the class."""
        if result.code != "not_booked_no_cover":
            return None
        row = self._session.source.rows.get(Occurrence, str(result.facts.get("occurrence_id")))
        if row is None:
            return None
        return next(
            (
                one
                for one in place.products(self._session.source)
                if allows(one.services, row.service_id) and allows(one.locations, row.location_id)
            ),
            None,
        )

    def _fix(self, scan_id: str, ident: str) -> None:
        opened = self._open.get(scan_id)
        if opened is None:
            return
        if ident == results.OPEN:
            self.client_asked.emit(opened.client_id)
            return
        if ident == results.SPOT:
            self.spot_asked.emit(opened.client_id, opened.occurrence_id)
            return
        if ident in (results.LET_IN, results.SIGN):
            self._ask(ident, opened)
            return
        self._send(self._fixing(ident, opened), opened.card_id)

    def _ask(self, ident: str, opened: _Open) -> None:
        """Let in with a reason, or sign and try again (CHK-15, HLT-5)."""
        client, occurrence = opened.client_id, opened.occurrence_id
        act = (
            let_in(self._session, client, occurrence, why_first=True)
            if ident == results.LET_IN
            else next_signature(self._session, client, occurrence)
        )
        if act is None:
            self._send(CheckIn(client, occurrence), opened.card_id)
        elif ident == results.LET_IN:
            shows = msgspec.structs.replace(act, done=lambda done: self._show(done, ""))
            self.act_asked.emit(shows)
        else:
            again = CheckIn(client, occurrence)
            self.act_asked.emit(msgspec.structs.replace(act, done=lambda _: self._send(again)))

    def _fixing(self, ident: str, opened: _Open) -> Command:
        client, occurrence = opened.client_id, opened.occurrence_id
        made: dict[str, Callable[[], Command]] = {
            results.BOOK: lambda: WalkIn(occurrence, client, way="scan"),
            results.LATER: lambda: WalkIn(occurrence, client, pay_at_desk=True, way="scan"),
            results.SELL: lambda: WalkIn(occurrence, client, sale=self._sale(occurrence)),
            results.ANYWAY: lambda: CheckIn(client, occurrence),
            results.STAND_BY: lambda: MarkPresent(client, occurrence),
            results.WAIT: lambda: JoinWaitlist(client, occurrence, pay_at_desk=True),
        }
        return made[ident]()

    def _sale(self, occurrence_id: str) -> Sale | None:
        refusal = Refusal("not_booked_no_cover", {"occurrence_id": occurrence_id})
        product = self._product(refusal)
        if product is None:
            return None
        return Sale(product.id, product.price, "cash", self._session.next_receipt())

    def _search(self, typed: str) -> None:
        found = self._session.sight.found(typed, 8)
        self._screen.show_found(
            [FoundClient(client_id=one.id, name=one.name, note=spaced(one.phone)) for one in found]
        )

    def _choose(self, client_id: str) -> None:
        """A client found by name: what a scan of their card would do; without a card, the booking
        of today that starts next."""
        cards = place.cards(self._session.source, client_id)
        if cards:
            command = CheckInByCode(cards[0].id, self._session.location_id, way="staff")
            self._send(command, cards[0].id)
            return
        since, until = formats.day_bounds(self._session.now(), self._session.zone)
        today = clients.bookings(self._session.source, client_id, since, until)
        booked = [one for one in today if one.state == BOOKED]
        if booked:
            self._send(CheckIn(client_id, booked[0].occurrence_id))
        else:
            self.client_asked.emit(client_id)

    def _reopen(self, scan_id: str) -> None:
        opened = self._open.get(scan_id)
        if opened is not None:
            self._screen.show_result(opened.result)

    def _list(self) -> None:
        newest = sorted(self._open.values(), key=lambda one: int(one.result.scan_id), reverse=True)
        for old in newest[MOST_SCANS:]:
            del self._open[old.result.scan_id]
        counts = Counter(one.result.outcome for one in newest)
        totals = ScanTotals(
            scans=len(newest),
            came=counts[Outcome.ACCEPTED],
            attention=counts[Outcome.ATTENTION],
            refused=counts[Outcome.REFUSED],
        )
        self._screen.show_scans([self._line(one) for one in newest], totals)

    def _line(self, one: _Open) -> LastScan:
        result = one.result
        word = _WORDS[result.outcome] if not result.provisional else tr("In, provisional")
        if result.outcome is not Outcome.ACCEPTED:
            word = result.headline
        what = next((fact for fact in result.facts if fact.caption == "Class"), None)
        note = f"{what.value} {what.note.partition(',')[0]}" if what else ""
        return LastScan(
            scan_id=result.scan_id,
            outcome=result.outcome,
            name=result.name,
            note=note,
            word=word,
            time=formats.clock_exact(one.at, self._session.zone),
            provisional=result.provisional,
        )

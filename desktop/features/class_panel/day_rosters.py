"""The rosters of all classes that are left today, printed before the power goes (M-08)."""

from PySide6.QtCore import QObject, Signal

from core.domain.settings import PAPER
from core.queries import occurrences
from desktop import formats
from desktop.background import Background, Progress
from desktop.features.class_panel.facts import read
from desktop.features.class_panel.roster_print import sheet_of
from desktop.features.class_panel.roster_sheet import RosterSheet
from desktop.printing.binder import Binder
from desktop.printing.presenter import PrintJob
from desktop.roster_words import RosterWords
from desktop.session import Session
from desktop.wording import fault_words


class DayRosters(QObject):
    """`print_asked` carries a PrintJob, `told` a sentence."""

    print_asked = Signal(object)
    told = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.aside = Background(self)

    def print(self) -> None:
        """Read them beside the window, then show what will be printed."""
        session = self._session
        now, zone = session.now(), session.zone
        since, until = formats.day_bounds(now, zone)
        lines = occurrences.occurrences(session.source, session.location_id, since, until)
        left = [
            one.id
            for one in lines
            if one.ends_at > now and one.state == "scheduled" and session.sight.roster(one.id)
        ]
        if not left:
            self.told.emit(self.tr("No class is left today."))
            return
        act, currency = session.act(), session.currency
        words = RosterWords(currency, str(formats.local(now, zone).date()))

        def work(progress: Progress) -> list[RosterSheet]:
            made = []
            with session.reading_aside() as source:
                for at, key in enumerate(left):
                    progress.step(at, len(left))
                    if facts := read(source, act, key, currency):
                        made.append(sheet_of(facts, words, source.organisation_id, now))
            return made

        title = self.tr("Rosters of {0}").format(formats.day(now, zone))
        self.aside.run(
            work,
            lambda sheets: self.print_asked.emit(PrintJob(Binder(title, sheets), PAPER)),
            lambda fault: self.told.emit(fault_words(fault)),
        )

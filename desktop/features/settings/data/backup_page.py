"""The page of copies: made each day and on demand, put back at the next start; and the export of
everything (U-82, IO-2)."""

from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.refusals import Fault
from desktop import backups, formats
from desktop.features.settings.data.store_work import StoreWork
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import Listing, ListWords
from desktop.features.settings.settings_page import SettingsPage
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_S
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.chip import ChipSpec
from desktop.widgets.painting import rule_line
from desktop.wording import fault_words

_FOOT = 64
_MEGA = 1024 * 1024


class BackupPage(SettingsPage):
    """Copies of this desk's own store; the server has its own."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Backup and export"))
        self._work = StoreWork(session, self)
        self.listing = Listing(
            ListWords(
                self.title,
                self.tr("This desk copies itself once a day; copies are kept for two weeks."),
                self.tr("No copies yet. The first is made today, or now."),
                self.tr("Copy now"),
            )
        )
        self.answer = AnswerLine()
        self.export_button = Button(self.tr("Export everything"), icon="inbox")
        self.stop_button = Button(self.tr("Stop"), icon="x")
        self.restore_button = Button(self.tr("Restore"), icon="rotate-ccw", kind=Kind.DANGER)
        self._asked = ""
        self._lay_out()
        self.set_first(self.listing)
        self.listing.add_asked.connect(self.add)
        self.listing.opened.connect(self._ask)
        self.listing.list.moved.connect(self._moved)
        self.restore_button.clicked.connect(self._restore)
        self.export_button.clicked.connect(self._choose_export)
        self.stop_button.clicked.connect(self._work.stop)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._failed)
        self._work.written.connect(self._written)
        self.stop_button.hide()
        self.export_button.setVisible(session.may("export_everything"))

    def refresh(self) -> None:
        """The copies that are there."""
        found = backups.copies(self.session.desk.folder)
        self.listing.show_entries([self._entry(one) for one in found])
        self.restore_button.setEnabled(bool(found))

    def add(self) -> None:
        """Copy the store now."""
        self.answer.say(self.tr("Copying…"))
        self._work.copy()

    def export_to(self, target: Path) -> None:
        """Write everything into a file."""
        self.stop_button.show()
        self.answer.say(self.tr("Writing…"))
        self._work.export(target)

    def _restore(self) -> None:
        key = self.listing.list.current_key()
        if not key:
            return
        if self._asked != key:
            self._ask(key)
            return
        self.answer.say(self.tr("Trying the copy…"))
        self._work.want_back(key)

    def _ask(self, key: str) -> None:
        """What cannot be taken back is asked for, by a second click (U-29)."""
        self._asked = key
        told = self.tr(
            "{0} takes the place of what is here at the next start. What was done since is kept "
            "beside it; what was sent to the server comes back from there."
        )
        self.answer.say(told.format(self._words(key)), Tone.ATTENTION)
        self.restore_button.set_words(self.tr("Restore this copy"))

    def _moved(self, key: str) -> None:
        if self._asked and key != self._asked:
            self._asked = ""
            self.answer.say("")
            self.restore_button.set_words(self.tr("Restore"))

    def _done(self, what: str, named: str) -> None:
        told = {
            "copied": self.tr("Copied, and the copy was tried."),
            "wanted": self.tr("The copy is whole. Quit and start again, and it is put back."),
            "exported": self.tr("Written: {0} lines.").format(named)
            if named
            else self.tr("Stopped; nothing was kept."),
        }
        self.stop_button.hide()
        self.refresh()
        self.answer.say(told[what], Tone.OK)

    def _failed(self, fault: Fault) -> None:
        self.stop_button.hide()
        self.answer.say(fault_words(fault), Tone.REFUSED)

    def _written(self, count: int) -> None:
        self.answer.say(self.tr("Writing: {0} lines").format(f"{count:,}"))

    def _choose_export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Where everything is written"), "foyer-export.jsonl"
        )
        if path:
            self.export_to(Path(path))

    def _words(self, key: str) -> str:
        rows = self.listing.list.rows.rows()
        return next((one.title for one in rows if isinstance(one, Entry) and one.key == key), key)

    def _entry(self, one: backups.StoreCopy) -> Entry:
        zone = self.session.zone
        taken = f"{formats.short_day(one.taken_at, zone)} {formats.clock(one.taken_at, zone)}"
        chip = ChipSpec(self.tr("before a change"), "shield-check", Tone.INFO)
        size = self.tr("{0} MB").format(f"{one.size / _MEGA:.1f}")
        chips = (chip,) if one.before_change else ()
        return entry(one.name, taken, one.name, figure=size, chips=chips, sign=Sign(icon="inbox"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.listing, 1)
        self._foot = QWidget()
        self._foot.setFixedHeight(_FOOT)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(GAP_L, 1, GAP_L, 0)
        foot.setSpacing(GAP_S)
        foot.addWidget(self.answer, 1)
        for button in (self.stop_button, self.export_button, self.restore_button):
            foot.addWidget(button)
        column.addWidget(self._foot)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = brush(self)
        theme = current_theme()
        painter.fillRect(self._foot.geometry(), theme.panel)
        y = self._foot.y()
        rule_line(painter, QPointF(0, y), QPointF(self.width(), y), theme.line)

"""The walk-in panel: name, contact, class, cover; Enter lets in (BK-8, four fields)."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.features.walk_in.model import Answer, Draft, Known, Option
from desktop.theme.fonts import Size, font
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S, ROW_TWO_LINES
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.empty_state import EmptyState
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.widgets.painting import words
from desktop.widgets.picker import Picker
from desktop.widgets.row_list import RowDelegate, RowList
from desktop.widgets.row_model import ListRow
from desktop.widgets.side_panel import PanelHead

REST_MS = 120
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Desk(Protocol):
    """Who answers while the form is filled."""

    def known(self, draft: Draft) -> Sequence[Known]: ...

    def classes(self) -> Sequence[Option]: ...

    def ways_to_pay(self, draft: Draft) -> Sequence[Option]: ...

    def ask(self, draft: Draft) -> Answer: ...


class KnownRow(ListRow, frozen=True, kw_only=True):
    """Somebody who is known already."""

    known: Known


class _Delegate(RowDelegate):
    def draw(self, painter: QPainter, rect: QRect, row: ListRow, chosen: bool) -> None:
        assert isinstance(row, KnownRow)  # noqa: S101
        theme = current_theme()
        inner = rect.adjusted(GAP_L, 0, -GAP_L, -1)
        top = QRect(inner.x(), inner.y() + 4, inner.width(), 20)
        words(painter, top, row.known.name, font(bold=chosen), theme.strong)
        words(painter, top.translated(0, 18), row.known.note, font(Size.CAPTION), theme.muted)


class WalkInPanel(Page):
    """`let_in` carries a Draft. Enter on the name takes the known client that is marked."""

    let_in = Signal(object)
    close_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Walk-in"))
        self._desk = desk
        self._client_id = ""
        self._takes = False
        self.head = PanelHead(self.tr("Walk-in"))
        self.name, self.contact = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("First letters, or the name of a new face"))
        self.contact.setPlaceholderText(self.tr("Phone or e-mail"))
        self.occurrence, self.pays = Picker(), Picker()
        empty = EmptyState(self.tr("Nobody known fits. Enter lets in a new face."))
        self._empty = empty
        self.list = RowList(self.tr("Known already"), _Delegate(), empty)
        self.answer = AnswerLine()
        self.enter = Button(self.tr("Let in"), key="Enter", kind=Kind.PRIMARY)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._look)
        self._lay_out()
        self._connect()
        self.set_first(self.name)

    def start(
        self, name: str = "", client: Known | None = None, *, with_class: bool = True
    ) -> None:
        """Begin anew, for somebody already found, or for a new client without a class."""
        self._client_id = ""
        self.head.title.setText(self.tr("Walk-in") if with_class else self.tr("New client"))
        self.name.setText(name)
        self.name.selectAll()
        self.contact.clear()
        self._fill(self.occurrence, self._desk.classes())
        if not with_class:
            self.occurrence.setCurrentIndex(self.occurrence.findData(""))
        if client is not None:
            self._take(client)
        else:
            self._look()

    def draft(self) -> Draft:
        """What is filled in."""
        return Draft(
            client_id=self._client_id,
            name=self.name.text().strip(),
            contact=self.contact.text().strip(),
            occurrence_id=str(self.occurrence.currentData() or ""),
            pays=str(self.pays.currentData() or ""),
        )

    def rest(self) -> None:
        """Nothing typed waits to be looked at any more."""
        self._rest.stop()

    def look(self) -> None:
        """Ask again, since something changed."""
        self._look()

    def _look(self) -> None:
        self._rest.stop()
        draft = self.draft()
        known = [] if self._client_id else list(self._desk.known(draft))
        self._show_known(known)
        self._fill(self.pays, self._desk.ways_to_pay(draft))
        self._answer()

    def _answer(self) -> None:
        answer = self._desk.ask(self.draft())
        row = self.list.rows.row_at(self.list.currentIndex())
        self._takes = False
        if isinstance(row, KnownRow) and (self.name.hasFocus() or self.contact.hasFocus()):
            self._takes = True
            known = self.tr("Enter takes {0}; Tab goes on with a new face.").format(row.known.name)
            answer = Answer(known, self.tr("Take"))
        self.answer.say(answer.text, answer.tone)
        self.enter.set_words(answer.action or self.tr("Let in"))
        self.enter.setEnabled(bool(answer.action))

    def _show_known(self, known: Sequence[Known]) -> None:
        rows = [
            KnownRow(key=k.client_id, said=f"{k.name}, {k.note}", tall=ROW_TWO_LINES, known=k)
            for k in known
        ]
        self.list.show_rows(rows)
        self.list.step(-len(rows))
        self._known_head.setVisible(bool(rows))
        typed = bool(self.name.text().strip())
        sentence = self.tr("Nobody known fits. Enter lets in a new face.")
        if self._client_id:
            sentence = self.tr("Enter lets them in. Type in the name to take somebody else.")
        elif not typed:
            sentence = self.tr("Type two or three letters of a name.")
        self._empty.sentence.setText(sentence)

    def _fill(self, field: QComboBox, options: Sequence[Option]) -> None:
        """Offer options and keep the choice where it is still offered."""
        kept = field.currentData()
        shown = [(field.itemData(at), field.itemText(at)) for at in range(field.count())]
        if shown == [(one.ident, one.text) for one in options]:
            return
        field.blockSignals(True)
        field.clear()
        for one in options:
            field.addItem(one.text, one.ident)
        at = field.findData(kept)
        field.setCurrentIndex(max(0, at))
        field.blockSignals(False)
        field.update()

    def _take(self, known: Known) -> None:
        """Somebody known: name and contact are theirs, what is left is class and cover."""
        self._client_id = known.client_id
        self.name.setText(known.name)
        self.contact.setText(known.note)
        self.pays.clear()
        self._look()
        self.pays.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        if self._client_id:
            self._client_id = ""
            self.contact.clear()
        self._rest.start()

    def _entered(self, in_name: bool) -> None:
        if self._rest.isActive():
            self._look()
        row = self.list.rows.row_at(self.list.currentIndex())
        if in_name and isinstance(row, KnownRow):
            self._take(row.known)
        elif self._desk.ask(self.draft()).action:
            self.let_in.emit(self.draft())

    def _open(self, key: str) -> None:
        row = self.list.rows.row_at(self.list.rows.index_of(key))
        if isinstance(row, KnownRow):
            self._take(row.known)

    def _connect(self) -> None:
        self.name.textEdited.connect(self._typed)
        self.contact.textEdited.connect(self._typed_contact)
        self.occurrence.currentIndexChanged.connect(self._look)
        self.pays.currentIndexChanged.connect(self._answer)
        self.list.opened.connect(self._open)
        self.list.moved.connect(self._moved)
        self.enter.clicked.connect(lambda: self._entered(self._takes))
        self.head.close_asked.connect(self.close_asked)
        for field in (self.name, self.contact, self.occurrence, self.pays):
            field.installEventFilter(self)

    def _typed_contact(self) -> None:
        self._rest.start()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_S)
        column.addWidget(self.head)
        form = QVBoxLayout()
        form.setContentsMargins(GAP_L, 0, GAP_L, GAP_S)
        form.setSpacing(2)
        for text, field in (
            (self.tr("Name"), self.name),
            (self.tr("Contact"), self.contact),
            (self.tr("Class"), self.occurrence),
            (self.tr("Pays with"), self.pays),
        ):
            field.setAccessibleName(text)
            form.addWidget(Label(text, Size.CAPTION, ink=Ink.MUTED))
            form.addWidget(field)
            form.addSpacing(GAP_S - 2)
        column.addLayout(form)
        self._known_head = Label(self.tr("Known already: Enter takes them"), bold=True)
        holder = QHBoxLayout()
        holder.setContentsMargins(GAP_L, 0, GAP_L, 0)
        holder.addWidget(self._known_head)
        column.addLayout(holder)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_L, GAP_S, GAP_L, GAP_M)
        foot.setSpacing(GAP_M)
        foot.addWidget(self.answer, 1)
        foot.addWidget(self.enter)
        column.addLayout(foot)

    def _moved(self, _key: str) -> None:
        self._answer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            typing = watched in (self.name, self.contact)
            if event.key() in _ENTER:
                self._entered(typing)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_asked.emit()
                return True
            if typing and event.key() in _STEPS and self.list.rows.rows():
                self.list.step(_STEPS[Qt.Key(event.key())])
                return True
        elif event.type() == QEvent.Type.FocusIn:
            self._rest.start()
        return super().eventFilter(watched, event)

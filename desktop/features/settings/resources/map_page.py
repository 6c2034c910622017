"""The map of one resource's numbered spots: laid out, then saved as a whole (RES-4)."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from core.changes import Outcome
from core.commands.spots import Label as SpotLabel
from core.commands.spots import LayOutSpots, SpotPlace
from core.domain.refusals import Refusal
from core.domain.schedule import Resource
from core.domain.spots import SPOTS_OF_RESOURCE
from desktop.features.settings.resources.spot_map import WIDE, PlacedSpot, SpotMap
from desktop.features.settings.sheet_head import SheetHead
from desktop.forms.field_box import FieldBox
from desktop.forms.foot import Foot
from desktop.forms.limits import complaint
from desktop.session import Session
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import GAP_L, GAP_M
from desktop.widgets.answer_line import AnswerLine
from desktop.widgets.button import Button, Kind
from desktop.widgets.keycap import KeyHint
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page
from desktop.wording import bold

_SIDE = 216
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class MapPage(Page):
    """`ended` when it is saved or left."""

    ended = Signal()

    def __init__(self, session: Session, resource: Resource, back_to: str) -> None:
        super().__init__()
        self._session, self._resource = session, resource
        self.setAccessibleName(self.tr("Map of {0}").format(resource.name))
        head = self.tr("Map of {0}").format(resource.name)
        self.head = SheetHead(head, self._told(), back_to)
        self.map = SpotMap(self.tr("Spots on the grid"))
        self.label = QLineEdit()
        self.label_box = FieldBox(self.tr("Label of the chosen spot"), self.label)
        self.add_button = Button(self.tr("Add a spot"), icon="plus")
        self.fill_button = Button(self.tr("Number all of them"), icon="layout-grid")
        self.remove_button = Button(self.tr("Take off"), icon="x", key="Del")
        self.count = Label("", ink=Ink.MUTED)
        self.answer = AnswerLine()
        self.leave_button = Button(self.tr("Leave"), key="Esc")
        self.save_button = Button(self.tr("Save map"), key="Enter", kind=Kind.PRIMARY)
        self._lay_out()
        self._connect()
        rows = session.source.rows.find(SPOTS_OF_RESOURCE, resource.id)
        self.map.show_spots(tuple(PlacedSpot(one.label, one.x, one.y) for one in rows))
        self._look()
        self.set_first(self.map)

    def fill(self) -> None:
        """Number all units, in rows."""
        count = self._resource.quantity
        self.map.show_spots(
            tuple(PlacedSpot(str(at + 1), at % WIDE, at // WIDE * 2) for at in range(count))
        )
        self._look()

    def add(self) -> None:
        """One more spot, with the next free number."""
        labels = {spot.label for spot in self.map.spots()}
        free = next(str(n) for n in range(1, 1000) if str(n) not in labels)
        self.map.add(free)

    def save(self) -> None:
        """Lay out the whole map."""
        if self._wrong() or isinstance(self._session.preview(self._command()), Refusal):
            self._look()
            return

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                self.ended.emit()
            else:
                self.answer.say(self._session.sentence(result), Tone.REFUSED)

        says = self.tr("Laid out {0}").format(bold(self._resource.name))
        self._session.send(self._command(), then, says=says, quiet=True)

    def _command(self) -> LayOutSpots:
        places = tuple(SpotPlace(one.label.strip(), one.x, one.y) for one in self.map.spots())
        return LayOutSpots(self._resource.id, places)

    def _wrong(self) -> str:
        labels = [spot.label.strip() for spot in self.map.spots()]
        return next((why for one in labels if (why := complaint(SpotLabel, one))), "")

    def _look(self) -> None:
        spots, at = self.map.spots(), self.map.current()
        told = self.tr("{0} of {1} have a spot")
        self.count.setText(told.format(len(spots), self._resource.quantity))
        self.add_button.setEnabled(len(spots) < self._resource.quantity)
        self.label.setEnabled(at >= 0)
        self.remove_button.setEnabled(at >= 0)
        self.label_box.set_wrong(complaint(SpotLabel, spots[at].label) if at >= 0 else "")
        result = self._session.preview(self._command()) if not self._wrong() else None
        refused = isinstance(result, Refusal)
        said = self._session.sentence(result) if isinstance(result, Refusal) else ""
        self.answer.say(said, Tone.REFUSED if refused else Tone.NEUTRAL)

    def _told(self) -> str:
        return self.tr("Clients choose a spot; their usual one is proposed.")

    def _show_chosen(self, at: int) -> None:
        spots = self.map.spots()
        text = spots[at].label if at >= 0 else ""
        if text != self.label.text():
            self.label.setText(text)
        self._look()

    def _connect(self) -> None:
        self.map.chosen.connect(self._show_chosen)
        self.map.changed.connect(self._look)
        self.label.textEdited.connect(self.map.rename)
        self.add_button.clicked.connect(self.add)
        self.fill_button.clicked.connect(self.fill)
        self.remove_button.clicked.connect(self.map.remove)
        self.save_button.clicked.connect(self.save)
        self.leave_button.clicked.connect(self.ended)
        self.head.back_asked.connect(self.ended)
        for part in (self.map, self.label):
            part.installEventFilter(self)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        middle = QHBoxLayout()
        middle.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)
        middle.setSpacing(GAP_L)
        area = QScrollArea()
        area.setAccessibleName(self.tr("Grid"))
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.map)
        middle.addWidget(area, 1)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        parts = QVBoxLayout(side)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(GAP_M)
        parts.addWidget(self.count)
        parts.addWidget(self.label_box)
        for button in (self.add_button, self.remove_button, self.fill_button):
            parts.addWidget(button)
        parts.addWidget(KeyHint([("↑↓←→", self.tr("move")), ("PgDn", self.tr("next"))]))
        hint = Label(self.tr("Drag a spot to another place."), Size.CAPTION, ink=Ink.MUTED)
        hint.setWordWrap(True)
        parts.addWidget(hint)
        parts.addStretch(1)
        middle.addWidget(side)
        column.addLayout(middle, 1)
        column.addWidget(Foot(self.answer, self.leave_button, self.save_button))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER:
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.ended.emit()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        brush(self).fillRect(self.rect(), current_theme().panel)

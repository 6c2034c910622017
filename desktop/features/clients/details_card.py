"""The facts about a client, and the same place as a form: a draft is kept until it is saved."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.features.clients.model import DetailLine, Edit
from desktop.theme.sizes import BUTTON_HEAD, GAP_L, GAP_S
from desktop.widgets.button import Button, Kind
from desktop.widgets.card import Card
from desktop.widgets.label import Ink, Label

LABEL_WIDE = 96


class DetailsCard(Card):
    """`edited` carries an Edit with changed fields only; `draft_changed` what is typed so far."""

    edited = Signal(object)
    draft_changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Details", parent)
        self.title.setText(self.tr("Details"))
        self.line_under_head = False
        self._client_id = ""
        self._lines: tuple[DetailLine, ...] = ()
        self._drafts: dict[str, dict[str, str]] = {}
        self._fields: dict[str, QLineEdit] = {}
        self.edit_button = Button(self.tr("Edit"), key="E", tall=BUTTON_HEAD)
        self.keep_button = Button(self.tr("Leave"), key="Esc", tall=BUTTON_HEAD)
        self.save_button = Button(self.tr("Save"), key="Enter", tall=BUTTON_HEAD, kind=Kind.PRIMARY)
        for button in (self.edit_button, self.keep_button, self.save_button):
            self.head.addWidget(button)
        self._page: QWidget | None = None
        self.edit_button.clicked.connect(self.start)
        self.keep_button.clicked.connect(self.leave)
        self.save_button.clicked.connect(self.save)

    def show_details(self, client_id: str, lines: tuple[DetailLine, ...]) -> None:
        """Take a client; a form that is open stays as it is, and a draft opens its form again."""
        same = client_id == self._client_id
        self._client_id, self._lines = client_id, lines
        if same and self._fields:
            return
        self._build(form=client_id in self._drafts)

    def set_draft(self, client_id: str, draft: dict[str, str]) -> None:
        """Bring back what was typed before the last end of the program (U-80)."""
        self._drafts[client_id] = dict(draft)

    def bring_back(self, client_id: str, typed: dict[str, str]) -> None:
        """Open the form again with what could not be saved."""
        self._drafts[client_id] = dict(typed)
        if client_id == self._client_id:
            self._build(form=True)
            self.start()

    def draft(self) -> dict[str, str]:
        """What is typed and not saved for the client in view."""
        return dict(self._drafts.get(self._client_id, {}))

    def start(self) -> None:
        """Open the form."""
        if not self._fields:
            self._build(form=True)
        if self._fields:
            first = next(iter(self._fields.values()))
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            first.selectAll()

    def leave(self) -> None:
        """Close the form and drop what was typed."""
        self._drafts.pop(self._client_id, None)
        self.draft_changed.emit(self._client_id, {})
        self._build(form=False)
        self.edit_button.setFocus()

    def save(self) -> None:
        """One Edit with what differs from what was seen, or nothing if nothing does."""
        seen = {line.field: line.value for line in self._lines if line.field}
        changes = {
            name: (seen[name], field.text().strip())
            for name, field in self._fields.items()
            if field.text().strip() != seen[name]
        }
        self._drafts.pop(self._client_id, None)
        self.draft_changed.emit(self._client_id, {})
        self._build(form=False)
        if changes:
            self.edited.emit(Edit(self._client_id, changes))

    def _build(self, *, form: bool) -> None:
        if self._page is not None:
            self.body.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._fields = {}
        self._page = QWidget()
        grid = QGridLayout(self._page)
        grid.setContentsMargins(GAP_L, 0, GAP_L, GAP_L - 4)
        grid.setHorizontalSpacing(GAP_S)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, LABEL_WIDE)
        grid.setColumnStretch(1, 1)
        for at, line in enumerate(self._lines):
            grid.addWidget(Label(line.label, ink=Ink.MUTED), at, 0)
            grid.addWidget(self._value(line, form=form), at, 1)
        self.body.addWidget(self._page)
        # At once, so that the next key already meets the field.
        self._page.show()
        self.edit_button.setVisible(not form and any(line.field for line in self._lines))
        self.keep_button.setVisible(form)
        self.save_button.setVisible(form)

    def _value(self, line: DetailLine, *, form: bool) -> QWidget:
        if not (form and line.field):
            shown = Label(line.value or "–")
            shown.setWordWrap(True)
            return shown
        text = self._drafts.get(self._client_id, {}).get(line.field, line.value)
        field = QLineEdit(text)
        field.setAccessibleName(line.label)
        field.setCursorPosition(0)
        field.textEdited.connect(lambda text, name=line.field: self._typed(name, text))
        field.installEventFilter(self)
        self._fields[line.field] = field
        return field

    def _typed(self, name: str, text: str) -> None:
        self._drafts.setdefault(self._client_id, {})[name] = text
        self.draft_changed.emit(self._client_id, self.draft())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)


class TextCard(Card):
    """A title and a sentence, such as why somebody can or cannot book (BK-12)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Why", parent)
        self.line_under_head = False
        self._text = Label("")
        self._text.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(GAP_L, 0, GAP_L, GAP_L - 4)
        row.addWidget(self._text)
        self.body.addLayout(row)

    def say(self, title: str, text: str) -> None:
        """Say it; hidden without a sentence."""
        self.title.setText(title)
        self.setAccessibleName(f"{title} {text}")
        self._text.setText(text)
        self.setVisible(bool(text))

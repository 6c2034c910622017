"""A form of declared fields: reads and marks while typing, knows what changed, keeps drafts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.forms.declaration import Field, Section
from desktop.forms.editor import Editor, Unread
from desktop.forms.editors import EXAMPLES, editor_of
from desktop.forms.field_box import ROOM, FieldBox
from desktop.forms.limits import complaint
from desktop.theme.fonts import Size
from desktop.theme.sizes import GAP_L, GAP_M, GAP_S
from desktop.widgets.label import Ink, Label
from desktop.widgets.page import Page

COLUMNS = 6
AT_A_TIME = 8
"""So many fields are made in one go."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Form(Page):
    """`changed` after each change, `entered` for Enter (Ctrl+Enter in long texts), `left` for Esc.

    A field is marked once it was touched or saving was tried, so that an empty form is not red.
    """

    changed = Signal()
    entered = Signal()
    left = Signal()

    def __init__(
        self,
        sections: Iterable[Section],
        currency: str = "EUR",
        parent: QWidget | None = None,
        *,
        country: str = "",
        at_once: bool = True,
    ) -> None:
        """Money is typed in an ISO currency, phone numbers as in an ISO 3166 country.

        Without `at_once` nothing is there until `build`: under a parent that is in its place
        already, each field is dressed once instead of at every step up to the window.
        """
        super().__init__(parent)
        self._wanted, self._currency, self._country = tuple(sections), currency, country
        self._fields: dict[str, Field] = {}
        self._editors: dict[str, Editor] = {}
        self._boxes: dict[str, FieldBox] = {}
        self._shown: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._refused: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP_L)
        if at_once:
            self.build()

    def build(self) -> None:
        """Make the fields."""
        for _ in self.build_on():
            pass

    def build_on(self) -> Iterator[None]:
        """Make the fields, some at a time: each step is short enough for the GUI thread (U-91)."""
        for section in self._wanted:
            yield from self._section(section)
        self.set_first(next(iter(self._editors.values())).widget)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what is there now; fields that are not named stay."""
        for name, value in values.items():
            self._editors[name].show(value)
        self._shown = self._read()
        self._touched.clear()
        self._refused.clear()
        self._mark()

    def take_draft(self, draft: Mapping[str, str]) -> bool:
        """Bring back what was typed and not saved (U-80); whether there was anything."""
        known = {name: text for name, text in draft.items() if name in self._editors}
        for name, text in known.items():
            self._editors[name].set_text(text)
            self._touched.add(name)
        self._mark()
        return bool(known)

    def draft(self) -> dict[str, str]:
        """What is typed and differs from what is there."""
        return {name: self._editors[name].text() for name in self._differing()}

    def is_dirty(self) -> bool:
        """Whether anything differs from what is there."""
        return bool(self._differing())

    def values(self) -> dict[str, Any]:
        """All values; only for a form without errors."""
        return self._read()

    def changes(self) -> dict[str, Any]:
        """The values that differ from what is there; only for a form without errors."""
        return {name: self.value(name) for name in self._differing()}

    def value(self, name: str) -> Any:
        """One value, or Unread."""
        return self._editors[name].read()

    def typed(self, name: str) -> str:
        """What is typed in one field."""
        return self._editors[name].text()

    def was_typed(self, name: str) -> bool:
        """Whether the person changed a field themselves."""
        return name in self._touched

    def put(self, name: str, value: Any) -> None:
        """Change one value for the person, such as a length that comes with a service."""
        self._editors[name].show(value)
        self._mark()

    def fill(self, name: str, text: str) -> None:
        """Put a text into a field as if it had been typed, such as a scan."""
        self._editors[name].set_text(text)
        self._typed(name)

    def has(self, name: str) -> bool:
        """Whether the form asks for a value."""
        return name in self._editors

    def errors(self) -> dict[str, str]:
        """What is wrong, by field, whether marked or not."""
        return {name: why for name in self._editors if (why := self._wrong(name))}

    def wrong(self, name: str) -> str:
        """What stands below a field as its error."""
        return self._boxes[name].wrong()

    def refuse(self, name: str, reason: str) -> bool:
        """Mark what the core refused at the field it names; False where there is none."""
        if name not in self._boxes or not self._boxes[name].isVisibleTo(self):
            return False
        self._refused[name] = reason
        self._mark()
        return True

    def touch_all(self) -> None:
        """Saving was tried: mark everything that is wrong."""
        self._touched.update(self._editors)
        self._mark()

    def to_first_wrong(self) -> None:
        """Move to the first field that is marked."""
        for name, box in self._boxes.items():
            if box.wrong() and box.isVisibleTo(self):
                self.focus(name)
                return

    def focus(self, name: str) -> None:
        """Give a field the keyboard."""
        self._editors[name].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide a field that depends on others; a hidden one is never wrong."""
        self._boxes[name].setVisible(shown)
        self._mark()

    def box(self, name: str) -> FieldBox:
        """The widget of a field, with its label and marks."""
        return self._boxes[name]

    def widget(self, name: str) -> QWidget:
        """The input of a field."""
        return self._editors[name].widget

    def _differing(self) -> list[str]:
        nothing = object()
        return [
            name
            for name, one in self._editors.items()
            if one.read() != self._shown.get(name, nothing)
        ]

    def _read(self) -> dict[str, Any]:
        return {name: editor.read() for name, editor in self._editors.items()}

    def _wrong(self, name: str) -> str:
        field, box = self._fields[name], self._boxes[name]
        if not box.isVisibleTo(self):
            return ""
        value = self._editors[name].read()
        if isinstance(value, Unread):
            return value.reason
        if field.required and isinstance(value, str) and not value.strip():
            return self.tr("Must not be empty")
        if field.limit is None:
            return ""
        example = field.example or EXAMPLES.get(field.kind, "")
        return complaint(field.limit, value, self._editors[name].say, example)

    def _mark(self) -> None:
        for name, box in self._boxes.items():
            own = self._wrong(name) if name in self._touched else ""
            box.set_wrong(own or self._refused.get(name, ""))

    def _typed(self, name: str) -> None:
        self._touched.add(name)
        self._refused.clear()
        self._mark()
        self.changed.emit()

    def _section(self, section: Section) -> Iterator[None]:
        holder = QWidget(self)
        self._column.addWidget(holder)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_M - 2 * ROOM)
        grid.setVerticalSpacing(GAP_S)
        for at in range(COLUMNS):
            grid.setColumnStretch(at, 1)
        if section.title:
            title = Label(section.title, Size.SECTION, bold=True, ink=Ink.STRONG, parent=holder)
            title.setContentsMargins(ROOM, 0, ROOM, 0)
            grid.addWidget(title, 0, 0, 1, COLUMNS)
        line, at = 1, 0
        for field in section.fields:
            if at + field.wide > COLUMNS:
                line, at = line + 1, 0
            box = self._add(field, holder)
            grid.addWidget(box, line, at, 1, field.wide, Qt.AlignmentFlag.AlignTop)
            at += field.wide
            if len(self._boxes) % AT_A_TIME == 0:
                yield

    def _add(self, field: Field, holder: QWidget) -> FieldBox:
        editor = editor_of(field, self._currency, self._country)
        label = f"{field.label} ({field.unit})" if field.unit else field.label
        above = not editor.beside_label
        box = FieldBox(label, editor.widget, holder, hint=field.hint, named=above)
        self._fields[field.name], self._editors[field.name] = field, editor
        self._boxes[field.name] = box
        editor.changed.connect(lambda: self._typed(field.name))
        for part in editor.inputs():
            part.installEventFilter(self)
        return box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if event.key() in _ENTER and (ctrl or not isinstance(watched, QPlainTextEdit)):
                self.entered.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

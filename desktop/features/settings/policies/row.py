"""One setting: its words, its value, where that comes from, and the way to take it back."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from core.domain.settings import SettingKey
from desktop.features.settings.policies.model import PolicyLine
from desktop.features.settings.policies.subjects import Policy
from desktop.forms.declaration import Field, Kind, Option
from desktop.forms.editor import Unread
from desktop.forms.editors import editor_of
from desktop.theme.fonts import Size
from desktop.theme.marks import Tone
from desktop.theme.mirror import brush
from desktop.theme.palette import current_theme
from desktop.theme.sizes import BUTTON_HEAD, GAP_L, GAP_M, GAP_S
from desktop.widgets.button import Button
from desktop.widgets.button import Kind as Look
from desktop.widgets.label import IconText, Ink, Label
from desktop.widgets.painting import rule_line

FIELD, CHOICE, ORIGIN, TALL = 152, 184, 152, 52
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PolicyRow(QWidget):
    """`changed` carries a value within its limits; `cleared` asks to take the level's word back."""

    changed = Signal(str, object)
    cleared = Signal(str)

    def __init__(self, policy: Policy, setting: SettingKey[Any], currency: str) -> None:
        super().__init__()
        self.policy = policy
        self._setting = setting
        self._line = PolicyLine(setting.default, here=False, origin="")
        self.setFixedHeight(TALL)
        options = tuple(Option(one, policy.words.get(one, one)) for one in setting.choices)
        switch = policy.kind is Kind.SWITCH
        label = "" if switch else policy.label
        self.editor = editor_of(
            Field(name=policy.key, label=label, kind=policy.kind, options=options), currency
        )
        self.editor.widget.setAccessibleName(policy.label)
        self._wrong = IconText("octagon-x", "", Tone.REFUSED, Size.CAPTION)
        self.origin = Label("", Size.CAPTION, ink=Ink.MUTED)
        self.back = Button(self.tr("Take back"), kind=Look.LINK, tall=BUTTON_HEAD)
        self.back.setAccessibleName(self.tr("Take back: {0}").format(policy.label))
        self._lay_out()
        self.back.clicked.connect(lambda: self.cleared.emit(policy.key))
        self.editor.changed.connect(self._typed)
        if isinstance(self.editor.widget, QLineEdit):
            self.editor.widget.editingFinished.connect(self._commit)
        self.editor.widget.installEventFilter(self)

    def show_line(self, line: PolicyLine) -> None:
        """Take another value and origin; what is being typed stays."""
        shown = self.editor.read()
        typing = self.editor.widget.hasFocus() and shown != self._line.value
        self._line = line
        if not typing and shown != line.value:  # what is the same keeps its cursor
            self.editor.show(line.value)
        if not typing:
            self._say("")
        self.origin.setText(line.origin)
        self.back.setVisible(line.here)
        self.editor.widget.setEnabled(line.fits)

    def wrong(self) -> str:
        """Why what is typed cannot be, or an empty text."""
        return self._wrong.accessibleName()

    def _typed(self) -> None:
        self._say(self._complaint())
        if not isinstance(self.editor.widget, QLineEdit):
            self._commit()

    def _commit(self) -> None:
        value = self.editor.read()
        if self._complaint():
            return
        if value != self._line.value:
            self.editor.show(value)  # what was typed is over: Ctrl+Z takes the act back, not a key
            self.changed.emit(self.policy.key, value)

    def _complaint(self) -> str:
        value = self.editor.read()
        if isinstance(value, Unread):
            return value.reason
        if self._setting.accepts(value):
            return ""
        low, high = self._setting.low, self._setting.high
        return self.tr("{0} to {1}").format(self.editor.say(low), self.editor.say(high))

    def _say(self, reason: str) -> None:
        self._wrong.say("octagon-x", reason, Tone.REFUSED)
        self._wrong.setVisible(bool(reason))
        self.editor.widget.setAccessibleDescription(reason)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_L, 0, GAP_L, 1)
        row.setSpacing(GAP_M)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        name = Label(self.policy.label)
        name.setWordWrap(True)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._wrong.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        texts.addWidget(name)
        texts.addWidget(self._wrong)
        self._wrong.hide()
        texts.addStretch(1)
        row.addLayout(texts, 1)
        unit = self.policy.unit
        wide = CHOICE if self.policy.kind is Kind.CHOICE else FIELD
        self.editor.widget.setFixedWidth(wide - 88 if unit else wide)
        row.addWidget(self.editor.widget)
        if unit:
            counted = Label(unit, ink=Ink.MUTED)
            counted.setFixedWidth(88 - GAP_M)
            row.addWidget(counted)
        end = QWidget()
        end.setFixedWidth(ORIGIN)
        beside = QHBoxLayout(end)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GAP_S)
        beside.addWidget(self.origin)
        beside.addStretch(1)
        beside.addWidget(self.back)
        self.back.hide()
        row.addWidget(end)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if not isinstance(watched, QLineEdit) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and not watched.isUndoAvailable():
            event.ignore()  # with nothing typed, Ctrl+Z is the desk's
            return event.matches(QKeySequence.StandardKey.Undo)
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.editor.show(self._line.value)
            self._say("")
            return True
        if event.key() in _ENTER:
            self._commit()
            return True
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        y = self.height() - 1
        line = current_theme().line
        rule_line(brush(self), QPointF(0, y), QPointF(self.width(), y), line)

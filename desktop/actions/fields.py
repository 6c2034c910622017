"""Whether a widget takes text, so that plain keys belong to it and not to the screen (U-05)."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def takes_text(widget: QObject | None) -> bool:
    """True for a field that can be typed in."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, _FIELDS) or (isinstance(widget, QComboBox) and widget.isEditable())


def takes_secret(widget: QObject | None) -> bool:
    """True for a field whose letters are not shown: a PIN or a password is no scanned code."""
    return isinstance(widget, QLineEdit) and widget.echoMode() is not QLineEdit.EchoMode.Normal


def owns_plain_keys(widget: QWidget | None) -> bool:
    """True where single letters and digits must not trigger the screen: fields and dialogs."""
    return takes_text(widget) or (widget is not None and isinstance(widget.window(), QDialog))


def is_plain(event: QKeyEvent) -> bool:
    """A key that a field could mean for itself: no Ctrl, Alt or Meta, and not F1 to F35."""
    function_key = Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
    return not (event.modifiers() & _CHORD) and not function_key

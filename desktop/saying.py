"""Every text that people read goes through here, or through `self.tr` of a widget (U-62).

One catalogue without contexts: a text means the same wherever it stands.
"""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """A text in the language of this desk. Facts are filled in afterwards, by `format`."""
    return QCoreApplication.translate("", text) if text else ""


def counted(count: int, one: str, many: str) -> str:
    """A count with its words: counted(2, "1 seat", "{0} seats") is 2 seats.

    The catalogue chooses the form by the count: a language has as many of `many` as it needs.
    """
    if count == 1:
        return tr(one)
    return QCoreApplication.translate("", many, None, count).format(count)

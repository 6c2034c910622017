"""How large the text of this computer is: kept where a start finds it before there is a window.

It stands alone, for what is imported before the language is chosen is not translated.
"""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings

TEXT_SIZES = (100, 110, 125, 150)
"""In percent. Everything grows with the text, so that nothing is cut (U-55)."""
_SCALE, _FACTOR = "desk/text_size", "QT_SCALE_FACTOR"


def keep_text_size(file: Path, percent: int) -> None:
    """Where the next start looks before it has a window or a store."""
    QSettings(str(file), QSettings.Format.IniFormat).setValue(_SCALE, percent)


def use_text_size(file: Path) -> None:
    """Let everything that will be shown be as large as was chosen; too late once Qt has begun."""
    kept = str(QSettings(str(file), QSettings.Format.IniFormat).value(_SCALE, "100"))
    chosen = kept.isdecimal() and int(kept) in TEXT_SIZES and kept != "100"
    if chosen and QCoreApplication.instance() is None:
        os.environ.setdefault(_FACTOR, str(int(kept) / 100))

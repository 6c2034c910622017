"""The language of a desk: the texts as they stand, or one that code makes of them for testers.

`pseudo` doubles the vowels and puts accents and brackets on every text, so that what was not
translated, or does not fit, is seen at once (U-55, U-62); `mirrored` does the same from right to
left (U-63). A language is chosen before the first screen is imported, and stays.
"""

import os
import re
import sys

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

OWN, PSEUDO, MIRRORED = "", "pseudo", "mirrored"
LANGUAGES = (OWN, PSEUDO, MIRRORED)
VARIABLE = "FOYER_LANGUAGE"
"""The environment's way to choose one."""

_KEPT = re.compile(r"(\{[^}]*\}|%n|%\d|<[^>]+>|&\w+;)")
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsCNS", "åéîøüýÅÉÎØÜÝçñšÇÑŠ")
_VOWEL = re.compile(r"([åéîøü])")
_RIGHT_TO_LEFT_MARK = "\u200f"
_KEYS = "QShortcut"
_DIRECTION = "QT_LAYOUT_DIRECTION"


def longer(text: str) -> str:
    """A text in the made-up language; placeholders and markup stay, and so does space around."""
    inner = text.strip()
    if not inner:
        return text
    parts = _KEPT.split(inner)
    parts[::2] = [_VOWEL.sub(r"\1\1", part.translate(_ACCENTS)) for part in parts[::2]]
    return text.replace(inner, f"[{''.join(parts)}]", 1)


class Pseudo(QTranslator):
    """Translates whatever it is asked."""

    def __init__(self, app: QApplication, *, mirrored: bool) -> None:
        super().__init__(app)
        self._mirrored = mirrored

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(
        self, context: str, text: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str:
        """A text made longer; names of keys stay as they are on the keyboard."""
        if text == _DIRECTION:
            return "RTL" if self._mirrored else "LTR"
        if context == _KEYS:
            return text
        made = longer(text)
        return f"{_RIGHT_TO_LEFT_MARK}{made}" if self._mirrored else made


def speak(app: QApplication, language: str) -> None:
    """Let the desk speak a language. Raises KeyError for one that is not there."""
    if language not in LANGUAGES:
        raise KeyError(language)
    if language != OWN:
        app.installTranslator(Pseudo(app, mirrored=language == MIRRORED))


def application() -> QApplication:
    """The application, made with the language that the environment names where there is none."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
        speak(app, os.environ.get(VARIABLE, OWN))
    return app

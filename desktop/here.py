"""What this computer keeps for itself: colours, text size, sounds, its printer."""

import os
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QSettings

from desktop.session import Session
from desktop.theme.switch import Appearance

LOOK, SOUND, PRINTER = "look", "sound", "printer"
"""Names under which `Session.keep` keeps them."""
TEXT_SIZES = (100, 110, 125, 150)
"""In percent. Everything grows with the text, so that nothing is cut (U-55)."""
_SCALE, _FACTOR = "desk/text_size", "QT_SCALE_FACTOR"


class Look(Struct, frozen=True):
    """How the desk looks on this computer."""

    appearance: Appearance = Appearance.SYSTEM
    text_size: int = 100


class Sound(Struct, frozen=True):
    """Whether sounds are played, and how loud in percent."""

    on: bool = True
    volume: int = 60


def look_of(session: Session) -> Look:
    """What was chosen; anything that nobody could choose is as at first."""
    kept = session.kept(LOOK)
    colours, size = kept.get("appearance", ""), kept.get("text_size", "")
    return Look(
        Appearance(colours) if colours in list(Appearance) else Appearance.SYSTEM,
        int(size) if size.isdecimal() and int(size) in TEXT_SIZES else 100,
    )


def keep_look(session: Session, look: Look) -> None:
    """Remember it."""
    session.keep(LOOK, {"appearance": look.appearance.value, "text_size": str(look.text_size)})


def sound_of(session: Session, on: bool = True) -> Sound:
    """What was chosen; `on` holds where nothing was."""
    kept = session.kept(SOUND)
    loud = kept.get("volume", "")
    return Sound(
        kept["on"] == "on" if "on" in kept else on,
        min(100, int(loud)) if loud.isdecimal() else 60,
    )


def keep_sound(session: Session, sound: Sound) -> None:
    """Remember it."""
    session.keep(SOUND, {"on": "on" if sound.on else "off", "volume": str(sound.volume)})


def keep_text_size(file: Path, percent: int) -> None:
    """Where the next start looks before it has a window or a store."""
    QSettings(str(file), QSettings.Format.IniFormat).setValue(_SCALE, percent)


def use_text_size(file: Path) -> None:
    """Let everything that will be shown be as large as was chosen; too late once Qt has begun."""
    kept = str(QSettings(str(file), QSettings.Format.IniFormat).value(_SCALE, "100"))
    chosen = kept.isdecimal() and int(kept) in TEXT_SIZES and kept != "100"
    if chosen and QCoreApplication.instance() is None:
        os.environ.setdefault(_FACTOR, str(int(kept) / 100))

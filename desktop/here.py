"""What this computer keeps for itself: colours, text size, sounds, its printer."""

from msgspec import Struct

from desktop.session import Session
from desktop.text_size import TEXT_SIZES
from desktop.theme.switch import Appearance

LOOK, SOUND, PRINTER = "look", "sound", "printer"
"""Names under which `Session.keep` keeps them."""


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

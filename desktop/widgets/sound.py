"""Short sounds beside the colours of a result; off, or without a device, nothing happens (U-24)."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    QUrl,
    Signal,
    qInstallMessageHandler,
)

from desktop.bundle import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect


class Cue(Enum):
    """The four sounds, by file name."""

    ACCEPTED = "accepted"
    ATTENTION = "attention"
    REFUSED = "refused"
    WORKING = "working"


_CHATTER = ("Couldn't load ", "Couldn't resolve ", "Using Qt multimedia", "PulseAudioService: ")


@contextmanager
def without_chatter() -> Iterator[None]:
    """Qt names each audio library that a computer lacks; a desk without sound needs none of it."""

    def listen(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if not text.startswith(_CHATTER) and before is not None:
            before(kind, context, text)

    before = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


class SoundPlayer(QObject):
    """QtMultimedia is loaded with the first sound only: it is slow and needs system libraries."""

    changed = Signal(bool)

    def __init__(self, on: bool = False, volume: float = 0.6) -> None:
        """`volume` from 0 to 1."""
        super().__init__()
        self._on, self._volume = on, volume
        self._effects: dict[Cue, QSoundEffect] | None = None

    def is_on(self) -> bool:
        """Whether sounds are played."""
        return self._on

    def set_on(self, on: bool) -> None:
        """Switch all sounds."""
        if on != self._on:
            self._on = on
            self.changed.emit(on)

    def set_volume(self, volume: float) -> None:
        """From 0 to 1."""
        self._volume = max(0.0, min(1.0, volume))
        for effect in (self._effects or {}).values():
            effect.setVolume(self._volume)

    def play(self, cue: Cue) -> bool:
        """Play a sound and return at once; False where nothing can be heard."""
        if not self._on:
            return False
        if self._effects is None:
            with without_chatter():
                self._effects = self._load()
        effect = self._effects.get(cue)
        if effect is None:
            return False
        effect.play()
        return True

    def _load(self) -> "dict[Cue, QSoundEffect]":
        try:
            from PySide6.QtMultimedia import QMediaDevices, QSoundEffect
        except ImportError:
            return {}
        if QMediaDevices.defaultAudioOutput().isNull():
            return {}
        made: dict[Cue, QSoundEffect] = {}
        for cue in Cue:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(RESOURCES / "sounds" / f"{cue.value}.wav")))
            effect.setVolume(self._volume)
            made[cue] = effect
        return made

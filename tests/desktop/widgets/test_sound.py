"""Sounds: off by default, harmless without a device, four that differ."""

import subprocess
import sys
import wave
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.bundle import RESOURCES
from desktop.widgets.sound import Cue, SoundPlayer
from tests.support.rules import rule

SCRIPT = RESOURCES.parent / "packaging" / "make_sounds.py"


@rule("U-24")
def test_switched_off_nothing_is_loaded_or_played(qapp: QApplication) -> None:
    player = SoundPlayer(on=False)
    assert not player.play(Cue.ACCEPTED)
    told: list[bool] = []
    player.changed.connect(told.append)
    player.set_on(False)
    player.set_on(True)
    assert told == [True]


@rule("U-24")
def test_without_a_device_playing_is_harmless(qapp: QApplication) -> None:
    player = SoundPlayer(on=True)
    player.set_volume(7)
    assert player.play(Cue.REFUSED) in {True, False}


@rule("U-15")
def test_the_four_sounds_differ_and_are_what_the_script_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True)
    heard = set()
    for cue in Cue:
        bundled = RESOURCES / "sounds" / f"{cue.value}.wav"
        assert bundled.read_bytes() == (tmp_path / bundled.name).read_bytes()
        with wave.open(str(bundled)) as sound:
            assert 0.05 < sound.getnframes() / sound.getframerate() < 0.6
            heard.add(sound.readframes(sound.getnframes()))
    assert len(heard) == len(Cue)

"""The desk in the made-up language: no screen has words that are not translated (U-55, U-62)."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.rules import rule

SCENES = (
    ("today", "calendar", "class", "check-in", "walk-in", "sync", "shortcuts"),
    ("client", "resources", "attention", "requests", "waitlists", "no-shows", "suspensions"),
    (
        "settings-s",
        "settings-p",
        "settings-m",
        "settings-builder",
        "kiosk",
        "sell",
        "reports-times",
    ),
)


def _read(folder: Path, names: tuple[str, ...], *more: str) -> list[str]:
    """What the pictures’ command finds wrong, in a process that speaks so from the start."""
    command = [sys.executable, "-m", "tests.desktop.pictures", str(folder), *names, "--check"]
    done = subprocess.run(
        [*command, "--theme", "light", *more],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(".png") > 10
    return [line for line in done.stdout.splitlines() if not line.endswith(".png")]


@rule("U-62")
@rule("U-55")
def test_screens_of_the_day_say_nothing_that_is_not_translated_or_does_not_fit(
    tmp_path: Path,
) -> None:
    assert _read(tmp_path, SCENES[0], "--language", "pseudo") == []


@rule("U-62")
@rule("U-55")
def test_clients_resources_and_pages_say_nothing_that_is_not_translated_or_does_not_fit(
    tmp_path: Path,
) -> None:
    assert _read(tmp_path, SCENES[1], "--language", "pseudo") == []


@rule("U-62")
@rule("U-55")
def test_settings_kiosk_and_money_say_nothing_that_is_not_translated_or_does_not_fit(
    tmp_path: Path,
) -> None:
    assert _read(tmp_path, SCENES[2], "--language", "pseudo") == []


@rule("U-55")
@rule("U-56")
def test_no_word_of_the_desk_lacks_room_in_the_smallest_window(tmp_path: Path) -> None:
    names = (
        "today",
        "calendar",
        "class",
        "check-in",
        "client",
        "attention",
        "settings-p",
        "sell-basket",
    )
    assert _read(tmp_path, names, "--size", "1024x700") == []


@rule("U-55")
def test_no_word_of_the_desk_lacks_room_with_larger_text(tmp_path: Path) -> None:
    names = ("today", "calendar", "client", "resources", "settings-s", "sell-basket")
    assert _read(tmp_path, names, "--size", "1920x1080", "--points", "14") == []

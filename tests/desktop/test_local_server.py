"""A studio without a host: the desk starts its own server, and a demo in a folder of its own."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.servers import Child, Children


def running_with(text: str) -> list[str]:
    """Command lines of processes that name this text."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            words = line.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if text in words:
                found.append(words)
    return found


def play(children: Children, folder: Path, steps: list[str], *options: str) -> Child:
    script = folder / "script.txt"
    script.write_text("\n".join(steps))
    arguments = ["--data", str(folder / "desk"), "--unprotected", *options, "--play", str(script)]
    environment = {"QT_QPA_PLATFORM": "offscreen"}
    return children.python("-m", "desktop.bootstrap", *arguments, env=environment)


def test_a_new_studio_runs_its_own_server_and_opens_again(
    children: Children, tmp_path: Path
) -> None:
    named = ("--new-studio", "Harbour", "--location", "Quay", "--zone", "Europe/Lisbon")
    steps = ["until sent", "say first"]
    first = play(children, tmp_path, steps, *named, "--owner", "Olive")
    assert first.wait(60) == 0, first.output
    steps = ["until sent", 'until text "Olive"', "say again"]
    again = play(children, tmp_path, steps)
    assert again.wait(60) == 0, again.output
    assert again.lines[-1] == "again"


def test_the_demo_opens_with_one_option_and_ends_with_its_server(
    children: Children, tmp_path: Path
) -> None:
    steps = ["until sent", "screen today", 'until text "classes ·"', "say shown"]
    desk = play(children, tmp_path, steps, "--demo")
    assert desk.wait(90) == 0, desk.output
    assert desk.lines[-1] == "shown", desk.output
    assert running_with(str(tmp_path)) == []


@pytest.mark.parametrize("zone", ["Nowhere/Land"])
def test_a_studio_that_cannot_be_made_says_why(
    children: Children, tmp_path: Path, zone: str
) -> None:
    desk = play(children, tmp_path, [], "--new-studio", "Harbour", "--zone", zone)
    assert desk.wait(60) == 2
    assert "could not be made" in desk.output

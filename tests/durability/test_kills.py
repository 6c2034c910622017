"""SIGKILL at changes of the file, in the middle of every kind of command and of a migration."""

import re
import subprocess
import sys

import pytest

from tests.support.rules import rule
from tests.support.servers import ROOT

TRIES = 1200


def said_by(module: str, *options: str) -> str:
    """What a program of this package prints; it forks, so it is a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", f"tests.durability.{module}", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    return ran.stdout


@rule("SET-12")
def test_a_command_of_any_kind_is_there_wholly_or_not_at_all_when_its_desk_is_killed() -> None:
    said = said_by("kills", "--tries", str(TRIES), "--every", "9")
    found = re.search(r"(\d+) kinds, (\d+) kills, 0 faults", said)
    assert found is not None
    assert int(found[1]) > 90
    assert int(found[2]) > 4 * int(found[1])


def test_a_kill_that_leaves_half_is_seen() -> None:
    with pytest.raises(AssertionError, match="neither what was nor what was to be"):
        said_by("kills", "--tries", "40", "--every", "3", "--halves")


def test_a_migration_that_is_killed_is_done_or_not_begun_and_can_be_done_again() -> None:
    said = said_by("migration_kills", "--every", "5")
    assert re.search(r"[1-9]\d* kills, 0 faults", said)

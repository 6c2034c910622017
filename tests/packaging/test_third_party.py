"""The lock answers the project's wishes, and THIRD_PARTY.md tells what is in it."""

import runpy
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.servers import ROOT

SCRIPT = runpy.run_path(str(ROOT / "packaging/third_party.py"))
LOCK = (ROOT / "requirements.lock").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def unmet(requirements: list[str], lock: str) -> list[str]:
    """Requirements that the lock does not name or names in another version."""
    pins: dict[str, str] = SCRIPT["locked"](lock)
    parsed = [Requirement(text) for text in requirements]
    return [str(r) for r in parsed if pins.get(canonicalize_name(r.name), "0") not in r.specifier]


def test_the_list_of_third_parties_is_fresh() -> None:
    assert (ROOT / "THIRD_PARTY.md").read_text() == SCRIPT["document"](), "run: make lock"


def test_the_list_changes_with_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    before = SCRIPT["document"]()
    monkeypatch.setitem(SCRIPT["document"].__globals__, "locked", lambda _text: Versions())
    assert before != SCRIPT["document"]()


class Versions(dict[str, str]):
    """A lock in which everything has moved on."""

    def __missing__(self, name: str) -> str:
        return "99"


def test_the_lock_answers_every_requirement() -> None:
    assert unmet([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]], LOCK) == []


def test_a_requirement_that_the_lock_misses_is_found() -> None:
    assert unmet(["msgspec>=99", "no-such-thing>=1", "msgspec"], LOCK) == [
        "msgspec>=99",
        "no-such-thing>=1",
    ]


def test_every_pin_has_hashes_and_none_an_address() -> None:
    pins = SCRIPT["locked"](LOCK)
    assert LOCK.count(" \\\n    --hash=sha256:") >= len(pins) > 50
    assert "://" not in LOCK


@pytest.mark.parametrize("name", ["keyrings-alt", "pyside6", "pysqlite3-binary"])
def test_libraries_with_a_known_fault_stay_out(name: str) -> None:
    assert name not in SCRIPT["locked"](LOCK)

"""The reference page is what the registry says now."""

import runpy
from typing import Any

import pytest
from msgspec.structs import replace

from core.commands.registry import specs
from core.domain.settings import all_settings
from core.domain.words import FAULTS, REFUSED
from core.rules.permissions import PERMISSIONS
from tests.support.servers import ROOT

SCRIPT = runpy.run_path(str(ROOT / "packaging/reference.py"))
PAGE = (ROOT / "docs/reference/commands.md").read_text()


def test_the_reference_is_fresh() -> None:
    assert SCRIPT["document"]() == PAGE, "run: python packaging/reference.py"


def test_it_changes_with_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    table: dict[str, Any] = specs
    monkeypatch.setitem(table, "book", replace(specs["book"], version=2))
    assert SCRIPT["document"]() != PAGE


def test_everything_that_can_be_said_or_done_stands_in_it() -> None:
    missing = [name for name in specs if f"\n### {name}\n" not in PAGE]
    missing += [code for code in (*REFUSED, *FAULTS) if f"| `{code}` |" not in PAGE]
    missing += [key for key in all_settings if f"| `{key}` |" not in PAGE]
    assert missing == []


def test_every_permission_names_somebody() -> None:
    said = {name: SCRIPT["who_may"](name) for name in PERMISSIONS}
    assert all(said.values())
    assert said["manage_products"] == "owner"
    assert "receptionist (with a manager's PIN)" in said["waive_penalty"]

"""Who may import whom holds, and each contract is seen to break on a planted import."""

import shutil
import tomllib
from pathlib import Path

import pytest

from tests.architecture.cycles import import_cycle
from tests.support.servers import ROOT, Child, Children

PACKAGES = ("core", "desktop", "sync_server")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]

PLANTED = [
    ("sides", "desktop/window.py", "import sync_server.app", "sync_server/app.py"),
    ("sides", "sync_server/app.py", "import desktop.window", "desktop/window.py"),
    ("sides", "core/rules/seats.py", "import desktop.window", "desktop/window.py"),
    ("core-layers", "core/domain/seats.py", "import core.rules.seats", "core/rules/seats.py"),
    ("core-layers", "core/commands/seats.py", "import core.ports", "core/ports.py"),
    ("core-layers", "core/changes.py", "import core.rules.seats", "core/rules/seats.py"),
    ("core-layers", "core/rules/seats.py", "import core.bus", "core/bus.py"),
    ("core-layers", "core/store/seats.py", "import core.queries.seats", "core/queries/seats.py"),
    ("core-layers", "core/ports.py", "def f():\n    import core.wire.seats", "core/wire/seats.py"),
    ("pure-core", "core/rules/seats.py", "import sqlalchemy", None),
    ("pure-core", "core/handlers/seats.py", "def f():\n    import httpx", None),
    ("pure-core", "core/bus.py", "import PySide6.QtCore", None),
    ("pure-core", "core/ports.py", "import urllib.request", None),
    ("one-door", "core/queries/seats.py", "import core.handlers.seats", "core/handlers/seats.py"),
    ("one-door", "desktop/window.py", "import core.handlers.seats", "core/handlers/seats.py"),
    (
        "features-apart",
        "desktop/features/today.py",
        "import desktop.features.calendar",
        "desktop/features/calendar.py",
    ),
    (
        "features-hold-commands",
        "desktop/features/today.py",
        "import core.store.seats",
        "core/store/seats.py",
    ),
    ("features-hold-commands", "desktop/features/today.py", "import core.bus", "core/bus.py"),
    ("features-hold-commands", "desktop/features/today.py", "import sqlalchemy", None),
    ("features-hold-commands", "desktop/features/today.py", "import desktop.sync", None),
    ("qt-at-the-desk", "sync_server/app.py", "import PySide6.QtCore", None),
    ("qt-at-the-desk", "core/queries/seats.py", "import shiboken6", None),
]


def lint(folder: Path, children: Children, *contracts: str) -> Child:
    """Runs the contracts of a tree, in a process of its own: modules are found by name once."""
    names = [part for contract in contracts for part in ("--contract", contract)]
    code = "import sys; from importlinter.cli import lint_imports_command as run; run()"
    return children.python(
        *("-c", code, "--no-cache", "--config", str(folder / "pyproject.toml"), *names),
        env={"PYTHONPATH": str(folder)},
        cwd=folder,
    )


@pytest.fixture
def empty_tree(tmp_path: Path) -> Path:
    """The project's packages with nothing in them, under its own settings."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for init in ROOT.glob("*/**/__init__.py"):
        inside = init.relative_to(ROOT)
        if inside.parts[0] in PACKAGES:
            (tmp_path / inside).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / inside).touch()
    for module in ("bus", "changes", "ports"):
        (tmp_path / "core" / f"{module}.py").touch()
    return tmp_path


def test_every_contract_is_kept(children: Children) -> None:
    child = lint(ROOT, children)
    assert child.wait(60) == 0, child.output
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in child.output


def test_a_tree_of_empty_packages_keeps_every_contract(
    empty_tree: Path, children: Children
) -> None:
    child = lint(empty_tree, children)
    assert child.wait(60) == 0, child.output


def test_every_contract_has_a_planted_violation() -> None:
    assert {contract for contract, *_ in PLANTED} == {contract["id"] for contract in CONTRACTS}


@pytest.mark.parametrize(("contract", "importer", "text", "imported"), PLANTED)
def test_a_planted_import_breaks_its_contract(
    empty_tree: Path,
    children: Children,
    contract: str,
    importer: str,
    text: str,
    imported: str | None,
) -> None:
    (empty_tree / importer).write_text(text)
    if imported:
        (empty_tree / imported).touch()
    child = lint(empty_tree, children, contract)
    assert child.wait(60) == 1, child.output
    assert "0 kept, 1 broken" in child.output


def test_no_module_takes_part_in_an_import_cycle() -> None:
    assert import_cycle(*PACKAGES) == []


def test_a_planted_cycle_is_found_although_its_import_is_deferred(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "planted_cycle"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "seats.py").write_text("import planted_cycle.credits\n")
    (package / "credits.py").write_text("def f():\n    import planted_cycle.seats\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert set(import_cycle("planted_cycle")) == {"planted_cycle.seats", "planted_cycle.credits"}

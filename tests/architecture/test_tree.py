"""The source tree keeps its shape; each check is shown to fail on a planted violation."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import tree
from tests.support.servers import ROOT

Check = Callable[[Path], list[str]]

PLANTED: list[tuple[Check, str, str]] = [
    (tree.long_modules, "core/rules/long.py", "x = 1\n" * 501),
    (tree.filled_inits, "core/__init__.py", "from core import bus\n"),
    (tree.drawers, "desktop/utils.py", ""),
    (tree.drawers, "core/helpers/seats.py", ""),
    (tree.hiding_packages, "packaging/__init__.py", ""),
    (tree.hiding_packages, "resources/__init__.py", ""),
    *((tree.workplace_words, "docs/notes.md", f"see {word}\n") for word in tree.WORKPLACE),
    (tree.strangers, "notes.txt", "call the plumber\n"),
]


@pytest.mark.parametrize("check", dict.fromkeys(check for check, _, _ in PLANTED))
def test_the_tree_is_in_order(check: Check) -> None:
    assert check(ROOT) == []


@pytest.mark.parametrize(("check", "path", "text"), PLANTED)
def test_a_planted_violation_is_found(check: Check, path: str, text: str, tmp_path: Path) -> None:
    assert check(tmp_path) == []
    planted = tmp_path / path
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(text)
    assert [found.partition(":")[0] for found in check(tmp_path)] == [path]


def test_what_git_ignores_is_not_looked_at(tmp_path: Path) -> None:
    for name in (
        ".venv/lib/utils.py",
        "core/__pycache__/utils.py",
        "pictures/out/utils.py",
        "a.pyc",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (tmp_path / ".gitignore").write_text((ROOT / ".gitignore").read_text())
    assert list(tree.files(tmp_path)) == [Path(".gitignore")]

"""What the desk never does to a person: boxes over boxes, "done" boxes, tray icons, long motion."""

import ast
from pathlib import Path

import pytest

DESKTOP = Path(__file__).parents[2] / "desktop"
FILES = {"getSaveFileName", "getOpenFileName"}
"""The system's own choice of a file is the only dialog (U-30)."""


def names_in(path: Path) -> set[str]:
    """Every name that a module speaks of."""
    tree = ast.parse(path.read_text())
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def users_of(*wanted: str) -> list[str]:
    """The modules of the desk that speak of one of these."""
    return sorted(
        str(path.relative_to(DESKTOP))
        for path in DESKTOP.rglob("*.py")
        if names_in(path).intersection(wanted)
    )


@pytest.mark.parametrize(
    ("check", "wanted"),
    [
        ("U-30, U-31", ("QMessageBox", "QInputDialog", "QErrorMessage", "QProgressDialog")),
        ("U-93", ("QSystemTrayIcon",)),
        ("U-60", ("QPropertyAnimation", "QSequentialAnimationGroup", "QVariantAnimation")),
    ],
)
def test_nothing_of_the_kind_is_used(check: str, wanted: tuple[str, ...]) -> None:
    assert users_of(*wanted) == [], check


def test_a_file_is_chosen_by_one_question_at_a_time() -> None:
    """U-30: no module asks twice, and none but those that read or write a file ask at all."""
    asking = users_of("QFileDialog")
    for name in asking:
        assert names_in(DESKTOP / name) & FILES, name
    assert len(asking) <= 5


def test_no_shortcut_needs_the_meta_key() -> None:
    """U-08."""
    from desktop.desk_app import ACTIONS

    keys = [str(key) for one in ACTIONS for key in one.keys]
    assert keys
    assert not [key for key in keys if "Meta" in key]


def test_every_action_says_what_it_does_with_a_verb_first() -> None:
    """U-95: a capital, then lower case, no full stop, no sentence."""
    from desktop.desk_app import ACTIONS

    for one in ACTIONS:
        first = one.text.split()[0]
        assert first[0].isupper(), one.text
        assert not one.text.endswith("."), one.text
        assert len(one.text) <= 60, one.text

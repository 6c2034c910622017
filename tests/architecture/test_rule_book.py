"""Every rule of docs/rules.md has a test that proves it, and every test's rule is in the book."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "docs" / "rules.md"

SHOWN_ELSEWHERE: dict[str, str] = {
    "PAY-2": "a provider's link",
    "SET-16": "the exchange measures clocks",
}
"""Rules that only a screen, page, provider or settlement can show, and which."""


def book() -> dict[str, str]:
    """Rule ID to its sentence."""
    return dict(re.findall(r"^- \*\*([A-Z]+-\d+)\*\* (.+)$", BOOK.read_text(), re.MULTILINE))


def proven() -> dict[str, set[str]]:
    """Rule ID to the tests that carry it, read from the sources without running them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Assign):
                continue
            marks = node.decorator_list if not isinstance(node, ast.Assign) else [node.value]
            for mark in marks:
                if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "rule":
                    ids = [a.value for a in mark.args if isinstance(a, ast.Constant)]
                    for one in ids:
                        found[str(one)].add(f"{path.name}::{getattr(node, 'name', 'pytestmark')}")
    return found


def test_every_rule_is_proven_or_named_as_shown_elsewhere() -> None:
    unproven = set(book()) - set(proven()) - set(SHOWN_ELSEWHERE)
    assert sorted(unproven) == []


def test_what_is_shown_elsewhere_is_a_rule_and_has_no_test_here() -> None:
    assert set(SHOWN_ELSEWHERE) <= set(book())
    assert sorted(set(SHOWN_ELSEWHERE) & set(proven())) == []


def test_no_test_names_a_rule_that_is_not_in_the_book() -> None:
    later = re.compile(r"(U|M|WEB|REP|API|OUT|ZZ)-\d+")
    unknown = sorted(one for one in proven() if one not in book() and not later.fullmatch(one))
    assert unknown == []


def test_the_book_names_each_rule_once_and_says_something() -> None:
    named = re.findall(r"^- \*\*([A-Z]+-\d+)\*\*", BOOK.read_text(), re.MULTILINE)
    assert len(named) == len(set(named))
    assert len(named) > 190
    assert all(len(sentence) > 15 for sentence in book().values())

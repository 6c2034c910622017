"""Every refusal that the core can give is named by a test that gets it."""

import ast
from pathlib import Path

from core.domain.words import REFUSED

TESTS = Path(__file__).parents[1]
WORDS = TESTS / "core" / "domain" / "test_words.py"
"""The test of the sentences names codes and gets none."""


def said_in(path: Path) -> set[str]:
    """The string constants of a module."""
    return {
        node.value
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_refusal_is_got_by_a_test() -> None:
    modules = (path for path in TESTS.rglob("test_*.py") if path != WORDS)
    named = {code for path in modules for code in said_in(path)}
    assert sorted(set(REFUSED) - named) == []

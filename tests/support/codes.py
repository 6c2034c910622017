"""Collects every code that the core can return, from its source, so that none is forgotten."""

import ast
from collections.abc import Iterator
from pathlib import Path

CORE = Path(__file__).parents[2] / "core"


def codes_of(maker: str, root: Path = CORE) -> dict[str, set[str]]:
    """Code to the modules where `maker("code", ...)` is called, conditional codes included."""
    found: dict[str, set[str]] = {}
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call.func) == maker and call.args:
                for code in _texts(call.args[0]):
                    found.setdefault(code, set()).add(path.relative_to(root).as_posix())
    return found


def computed(maker: str, root: Path = CORE) -> list[str]:
    """Where `maker` is called with a code that is computed: module and expression."""
    found = []
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for call in ast.walk(tree):
            if (
                isinstance(call, ast.Call)
                and _name(call.func) == maker
                and call.args
                and not list(_texts(call.args[0]))
            ):
                where = path.relative_to(root).as_posix()
                found.append(f"{where}: {ast.unparse(call.args[0])}")
    return found


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)

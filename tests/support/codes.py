"""Collects every code that the core can return, from its source, so that none is forgotten."""

import ast
from collections.abc import Iterator
from functools import cache
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


def reachable(maker: str, *starts: tuple[str, str]) -> set[str]:
    """Codes that `maker` is called with in functions of core, and in all that they name in turn.

    A start is a module and a function in it. Calls through tables and methods are not followed.
    """
    found: set[str] = set()
    seen: set[tuple[str, str]] = set()
    ahead = list(starts)
    while ahead:
        where = ahead.pop()
        if where in seen:
            continue
        seen.add(where)
        functions, imports = _contents(where[0])
        if where[1] not in functions:
            continue
        for node in ast.walk(functions[where[1]]):
            if isinstance(node, ast.Name):
                ahead.append(imports.get(node.id, (where[0], node.id)))
            if isinstance(node, ast.Call) and _name(node.func) == maker and node.args:
                found |= set(_texts(node.args[0]))
    return found


@cache
def _contents(module: str) -> tuple[dict[str, ast.FunctionDef], dict[str, tuple[str, str]]]:
    path = CORE.parent / f"{module.replace('.', '/')}.py"
    if not module.startswith("core.") or not path.exists():
        return {}, {}
    functions, imports = {}, {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            functions[node.name] = node
        if isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                imports[one.asname or one.name] = (node.module, one.name)
    return functions, imports


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)

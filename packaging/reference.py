"""Writes docs/reference/commands.md from the registry: commands, refusals, faults, settings.

Run `python packaging/reference.py` after a change of any of them; a test holds the page to it.
"""

import inspect
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import inspect as types

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import core.commands.all_commands  # noqa: E402, F401
from core.commands.registry import Command, Spec, specs  # noqa: E402
from core.domain import organisation, words  # noqa: E402
from core.domain.settings import SettingKey, all_settings  # noqa: E402
from core.rules.permissions import EXTRA_RIGHTS, PERMISSIONS, Scope  # noqa: E402

TARGET = ROOT / "docs" / "reference" / "commands.md"
ROLES = {
    organisation.OWNER: "owner",
    organisation.MANAGER: "location manager",
    organisation.RECEPTIONIST: "receptionist",
    organisation.INSTRUCTOR: "instructor",
    organisation.TRAINER: "trainer",
    organisation.FINANCE: "finance manager",
}
REACH = {
    Scope.ALL: "",
    Scope.HELD: " (where held)",
    Scope.OWN: " (own classes)",
    Scope.PIN: " (with a manager's PIN)",
}
HEAD = """# Commands

Written by `python packaging/reference.py` from the registry; a test keeps it fresh.

A command is one intent with all that it needs to be replayed. A *fact* happened and is always
kept, a *promise* is settled by the server or refused, a *system* command comes from the server
alone. Text holds neither NUL nor lone surrogates; a field that is not named is refused.
"""


def document() -> str:
    """The whole page."""
    parts = [HEAD]
    for area, found in _by_area():
        parts.append(f"\n## {area.capitalize()}\n")
        parts += [_command(spec) for spec in found]
    parts.append(f"\n# What a shared value holds\n{''.join(_shared())}")
    parts.append(_codes("Refusals", "A rule said no; nothing was written.", words.REFUSED))
    parts.append(_codes("Faults", "The environment failed, not a rule.", words.FAULTS))
    parts.append(_codes("Settlements", "What a desk is told afterwards.", words.SETTLED))
    parts.append(_settings(all_settings.values()))
    return "".join(parts)


def _by_area() -> Iterator[tuple[str, list[Spec]]]:
    areas: dict[str, list[Spec]] = {}
    for spec in specs.values():
        areas.setdefault(spec.type.__module__.rpartition(".")[2], []).append(spec)
    yield from sorted(areas.items())


def _command(spec: Spec) -> str:
    told = inspect.cleandoc(spec.type.__doc__ or "")
    undo = f"undo `{spec.undo}`" if spec.undo else "no undo"
    lines = [
        f"\n### {spec.name}\n",
        f"version {spec.version} · {spec.kind} · permission `{spec.permission}` · {undo}  ",
        f"{who_may(spec.permission)}  ",
        f"history: “{spec.label}”\n",
        f"{told}\n",
        *_fields(spec.type),
    ]
    return "\n".join(lines) + "\n"


def who_may(permission: str) -> str:
    """Who may, in words."""
    row = PERMISSIONS[permission]
    said = [f"{ROLES[role]}{REACH[scope]}" for role, scope in row.items()]
    extra = EXTRA_RIGHTS.get(permission)
    if extra:
        said.append(f"whoever has the right `{extra}` (where held)")
    return ", ".join(said) or "the server only"


def _fields(kind: type[Command] | type[msgspec.Struct]) -> list[str]:
    info = types.type_info(kind)
    if not isinstance(info, types.StructType) or not info.fields:
        return []
    return [
        "| field | value | without it |",
        "|---|---|---|",
        *(f"| {f.name} | {_value(f.type)} | {_default(f)} |" for f in info.fields),
    ]


def _default(field: types.Field) -> str:
    if field.required:
        return "refused"
    if field.default_factory is not msgspec.NODEFAULT:
        return "empty"
    if field.default in ("", (), None):
        return "empty"
    return f"`{msgspec.json.encode(field.default).decode()}`"


def _value(kind: types.Type) -> str:
    simple = _simple(kind)
    if simple:
        return simple
    if isinstance(kind, types.VarTupleType):
        return f"list{_range(kind.min_length, kind.max_length)} of {_value(kind.item_type)}"
    if isinstance(kind, types.DictType):
        return f"map of {_value(kind.key_type)} to {_value(kind.value_type)}"
    if isinstance(kind, types.UnionType):
        return " or ".join(_value(one) for one in kind.types)
    if isinstance(kind, types.TupleType):
        return f"({', '.join(_value(one) for one in kind.item_types)})"
    return type(kind).__name__.removesuffix("Type").lower()


def _simple(kind: types.Type) -> str:
    if isinstance(kind, types.StrType):
        pattern = f" like `{kind.pattern}`".replace("|", "\\|") if kind.pattern else ""
        return f"text{_range(kind.min_length, kind.max_length)}{pattern}"
    if isinstance(kind, types.IntType):
        return f"integer{_range(kind.ge, kind.le)}"
    if isinstance(kind, types.LiteralType):
        return ", ".join(f"`{value}`" for value in kind.values)
    if isinstance(kind, types.StructType):
        return f"[{kind.cls.__name__}](#{kind.cls.__name__.lower()})"
    return "yes or no" if isinstance(kind, types.BoolType) else ""


def _range(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    if low is None:
        return f" up to {high:,}"
    return f" from {low:,}" if high is None else f" {low:,} to {high:,}"


def _shared() -> Iterator[str]:
    """The structures that fields name, each once."""
    found: dict[str, type[msgspec.Struct]] = {}
    for spec in specs.values():
        for kind in _structs(types.type_info(spec.type)):
            found[kind.__name__] = kind
    for name, kind in sorted(found.items()):
        told = inspect.cleandoc(kind.__doc__ or "")
        yield "\n".join([f"\n## {name}\n", f"{told}\n", *_fields(kind)]) + "\n"


def _structs(kind: types.Type) -> Iterator[type[msgspec.Struct]]:
    if isinstance(kind, types.StructType):
        for field in kind.fields:
            for inner in _inside(field.type):
                yield inner.cls
                yield from _structs(inner)


def _inside(kind: types.Type) -> Iterator[types.StructType]:
    if isinstance(kind, types.StructType):
        yield kind
    parts: Iterable[types.Type] = ()
    if isinstance(kind, types.VarTupleType):
        parts = (kind.item_type,)
    elif isinstance(kind, types.UnionType):
        parts = kind.types
    elif isinstance(kind, types.DictType):
        parts = (kind.value_type,)
    for part in parts:
        yield from _inside(part)


def _codes(title: str, told: str, table: dict[str, words.Words]) -> str:
    rows = [f"| `{code}` | {said.says} | {said.mend} |" for code, said in sorted(table.items())]
    head = [f"\n# {title}\n", f"{told}\n", "| code | says | what mends it |", *_rule(3)]
    return "\n".join([*head, *rows]) + "\n"


def _settings(settings: Iterable[SettingKey]) -> str:  # type: ignore[type-arg]
    lines = [
        "\n# Settings\n",
        "The closest that is set wins: service, location, organisation, then the default.\n",
        "| key | means | default | may be |",
        *_rule(4),
    ]
    for one in sorted(settings, key=lambda setting: str(setting.key)):
        may = ", ".join(f"`{c}`" for c in one.choices) or f"{one.low:,} to {one.high:,}"
        lines.append(f"| `{one.key}` | {one.words} | {one.default} | {may} |")
    return "\n".join(lines) + "\n"


def _rule(columns: int) -> list[str]:
    return ["|" + "---|" * columns]


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(document())

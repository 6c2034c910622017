"""Writes docs/reference from the code: commands, refusals, settings, reports.

Run it after they change.

Use: python packaging/reference.py
"""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import msgspec

from core.commands.all_commands import specs
from core.commands.registry import Spec
from core.domain.settings import all_settings
from core.domain.words import REFUSED
from core.queries.reports.registry import GROUPS
from core.rules.permissions import PERMISSIONS

MEANS = (
    "What each figure means. Dates are those of the place; a class belongs to the date on which it"
    " starts there. Each figure equals a plain recount (`pytest tests/core/queries/reports`)."
)
FOLDER = ROOT / "docs" / "reference"
NOTE = "Made by `python packaging/reference.py`; a test keeps it fresh.\n"


def commands() -> str:
    """Every command: what it is, who may send it, its fields, what takes it back."""
    return "\n".join(["# Commands\n", NOTE, *(_command(specs[name]) for name in sorted(specs))])


def refusals() -> str:
    """Every refusal: its code, its sentence, what mends it."""
    lines = ["# Refusals\n", NOTE, "| code | says | what helps |", "|---|---|---|"]
    lines += [f"| `{code}` | {w.says} | {w.mend} |" for code, w in sorted(REFUSED.items())]
    return "\n".join(lines) + "\n"


def settings() -> str:
    """Every setting with its default and what it may be."""
    order = "The closest that is set wins: service, then location, then organisation, then default."
    lines = [
        "# Settings\n",
        f"{order}\n",
        NOTE,
        "| key | means | default | may be |",
        "|---|---|---|---|",
    ]
    for key, one in sorted(all_settings.items()):
        allowed = ", ".join(one.choices) if one.choices else f"{one.low} to {one.high}"
        lines.append(f"| `{key}` | {one.words} | {one.default} | {allowed} |")
    return "\n".join(lines) + "\n"


def reports() -> str:
    """Every report with the definition of each figure (REP-3)."""
    lines = [
        "# Reports\n",
        f"{MEANS}\n",
        NOTE,
    ]
    for group, members in GROUPS:
        lines.append(f"## {group}\n")
        for report in members:
            who = " The finance manager sees it too." if report.financial else ""
            as_of = "" if report.dated else " It is as of today, whatever the period."
            lines += [f"### {report.title}\n", f"{report.about}{as_of}{who}\n"]
            lines += ["| figure | means |", "|---|---|"]
            lines += [f"| {one.title} | {one.says} |" for one in report.figures if one.says]
            lines.append("")
    return "\n".join(lines)


def _command(spec: Spec) -> str:
    who = ", ".join(
        f"{role} ({scope.value})" for role, scope in PERMISSIONS[spec.permission].items()
    )
    may = who or "nobody but the server"
    first = (spec.type.__doc__ or "").strip().partition("\n")[0]
    lines = [
        f"## `{spec.name}`\n",
        f"{first}\n",
        f"- version {spec.version}, {spec.kind.value}; permission `{spec.permission}`: {may}",
        f"- in the history: {spec.label}",
    ]
    if spec.undo:
        lines.append(f"- taken back by `{spec.undo}`")
    lines += ["", "| field | is | default |", "|---|---|---|"]
    lines += [_field(one) for one in msgspec.structs.fields(spec.type)]
    return "\n".join(lines) + "\n"


def _field(one: msgspec.structs.FieldInfo) -> str:
    if one.required:
        default = "needed"
    elif one.default is msgspec.NODEFAULT:
        default = "empty"
    else:
        default = f"`{one.default!r}`"
    return f"| `{one.encode_name}` | {_kind(one.type)} | {default} |"


def _kind(kind: Any) -> str:
    """A type as its JSON Schema says it, short."""
    schema = msgspec.json.schema(kind)
    return _said(schema, schema.get("$defs", {})).replace("|", "or")


def _said(schema: dict[str, Any], defs: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        fields = ", ".join(defs[name].get("properties", {}))
        return f"{name} ({fields})"
    if "anyOf" in schema:
        return " or ".join(_said(one, defs) for one in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if schema.get("type") == "array":
        items = schema.get("items") or (schema.get("prefixItems") or [{}])[0]
        return f"list of {_said(items, defs) if items else 'values'}"
    if schema.get("type") == "object":
        return f"map to {_said(schema.get('additionalProperties') or {}, defs)}"
    limits = [
        f"{word} {schema[key]}"
        for key, word in (
            ("minimum", "from"),
            ("maximum", "to"),
            ("minLength", "at least"),
            ("maxLength", "at most"),
            ("pattern", "like"),
        )
        if key in schema
    ]
    return " ".join([str(schema.get("type", "anything")), *limits])


PAGES = {
    "commands.md": commands,
    "refusals.md": refusals,
    "reports.md": reports,
    "settings.md": settings,
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page())


if __name__ == "__main__":
    main()

"""The actions of the registry as palette rows."""

from collections.abc import Sequence

from desktop.actions.declaration import ActionDef
from desktop.actions.registry import ActionRegistry
from desktop.saying import tr
from desktop.shell.palette.folding import fold, spans
from desktop.shell.palette.rows import PaletteGroup, PaletteRow

PREFIX = "action:"
_ENOUGH = 78


def _row(registry: ActionRegistry, definition: ActionDef) -> PaletteRow:
    able = registry.action(definition.ident).isEnabled()
    reason = registry.reason(definition.ident)
    elsewhere = "" if able or reason else tr("On {0}").format(definition.group)
    return PaletteRow(
        target=PREFIX + definition.ident,
        title=definition.text,
        note=reason or elsewhere,
        icon=definition.icon or "chevron-right",
        keys=registry.key_text(definition.ident),
    )


def command_row(registry: ActionRegistry, target: str) -> PaletteRow | None:
    """The row of an action's target as it is now; None for any other target."""
    ident = target.removeprefix(PREFIX)
    known = next((d for d in registry if d.ident == ident and target != ident), None)
    return _row(registry, known) if known else None


def _score(definition: ActionDef, query: str) -> float:
    if not query:
        return 1
    if len(spans(definition.text, query)) == len(fold(query).split()):
        return 300 - definition.text.lower().find(query.lower())
    if any(fold(query) in fold(word) for word in definition.keywords):
        return 150
    from rapidfuzz import fuzz

    known = " ".join((definition.text, *definition.keywords))
    ratio = fuzz.partial_ratio(fold(query), fold(known)) if len(query) >= 4 else 0
    return ratio if ratio >= _ENOUGH else 0


def command_groups(registry: ActionRegistry, query: str, most: int = 5) -> Sequence[PaletteGroup]:
    """What fits the query, best first; all words in the text, a keyword, or one typo."""
    scored = [(score, d) for d in registry if (score := _score(d, query.strip())) > 0]
    if not query.strip():
        scored = [(score, d) for score, d in scored if registry.action(d.ident).isEnabled()]
    scored.sort(key=lambda pair: -pair[0])
    rows = tuple(_row(registry, definition) for _, definition in scored[:most])
    return (PaletteGroup(tr("Commands"), rows, len(scored)),)

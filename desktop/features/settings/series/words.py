"""A recurrence rule and the booked dates of a change, in words."""

from core.domain.refusals import Refusal
from desktop import formats
from desktop.forms.declaration import Field, Kind, Option
from desktop.saying import tr

ASKED = "booked "
MOST_ASKED = 40
_DAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), formats.WEEKDAYS, strict=True))


def rule_words(rule: str) -> str:
    """Mon, Wed; every 2 weeks Mon; else the rule as it stands."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    days = [_DAYS.get(day, day) for day in parts.get("BYDAY", "").split(",") if day]
    if parts.get("FREQ") == "DAILY" and not days:
        return tr("every day")
    if parts.get("FREQ") != "WEEKLY":
        return rule
    told = ", ".join(days)
    every = parts.get("INTERVAL", "1")
    return told if every == "1" else tr("every {0} weeks {1}").format(every, told)


def asked_fields(refusal: Refusal, *, may_move: bool) -> tuple[Field, ...]:
    """A choice for each booked date that a change would touch (SCH-4)."""
    move = (Option("move", tr("moves with its bookings")),) if may_move else ()
    options = (
        Option("keep", tr("stays as it is")),
        *move,
        Option("cancel", tr("is cancelled with notice")),
    )
    pairs = zip(refusal.facts["occurrence_ids"], refusal.facts["dates"], strict=True)
    return tuple(
        Field(
            name=f"{ASKED}{ident}",
            label=tr("The booked class on {0}").format(formats.short_date(day)),
            kind=Kind.CHOICE,
            options=options,
            wide=3,
        )
        for ident, day in list(pairs)[:MOST_ASKED]
    )


def choices_of(values: dict[str, object]) -> dict[str, object]:
    """What was chosen for each booked date, by occurrence."""
    return {
        name.removeprefix(ASKED): value for name, value in values.items() if name.startswith(ASKED)
    }

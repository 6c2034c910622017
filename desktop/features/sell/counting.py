"""The forms of a drawer: cash put in and taken out, the closing counted by coins and notes."""

from collections.abc import Mapping
from typing import Any

from core.commands.drawer import CloseDrawer, MoveCash
from core.domain.drawer import OPENING, PAY_IN, PAY_OUT
from core.queries.closings import open_tally
from desktop import formats
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.saying import tr
from desktop.session import Session

CASH = {
    "GBP": (50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 2, 1),
    "EUR": (200_00, 100_00, 50_00, 20_00, 10_00, 5_00, 2_00, 1_00, 50, 20, 10, 5, 2, 1),
    "USD": (100_00, 50_00, 20_00, 10_00, 5_00, 1_00, 25, 10, 5, 1),
}
"""Notes and coins in minor units; of other currencies the whole sum is typed."""
_TITLES = {
    OPENING: (tr("Put in the float"), tr("Put in")),
    PAY_IN: (tr("Put cash in"), tr("Put in")),
    PAY_OUT: (tr("Take cash out"), tr("Take out")),
}


def move(session: Session, kind: str) -> FormAct:
    """The float, a pay-in or a pay-out, the last two with their reason (PAY-11)."""
    title, verb = _TITLES[kind]
    desk_id = session.source.desk_id
    needs = kind != OPENING
    fields = (
        Field(
            name="amount", label=tr("Amount"), kind=Kind.MONEY, limit=limit_of(MoveCash, "amount")
        ),
        Field(
            name="reason", label=tr("Reason"), limit=limit_of(MoveCash, "reason"), required=needs
        ),
    )
    return FormAct(
        title=title,
        about=tr("Cash without a sale. It is counted with the next closing."),
        verb=verb,
        sections=(Section("", fields),),
        values={"amount": None, "reason": ""},
        make=lambda values: MoveCash(
            desk_id,
            session.location_id,
            kind,  # type: ignore[arg-type]
            values["amount"],
            values["reason"].strip(),
        ),
        says={
            OPENING: tr("Put in the float"),
            PAY_IN: tr("Put cash in"),
            PAY_OUT: tr("Took cash out"),
        }[kind],
        codes={"reason_missing": "reason"},
    )


def close(session: Session) -> FormAct:
    """Count the drawer: what is there, what stays in it, and why it differs."""
    desk_id = session.source.desk_id
    currency = session.currency
    due = open_tally(session.source.rows, desk_id)
    pieces = CASH.get(currency, ())
    count = limit_of(CloseDrawer, "counted")
    coins = tuple(
        Field(
            name=f"n{piece}",
            label=formats.money(piece, currency),
            kind=Kind.WHOLE,
            limit=count,
            wide=2,
        )
        for piece in pieces
    )
    whole = Field(
        name="whole",
        label=tr("Counted together") if not pieces else tr("Other cash"),
        kind=Kind.MONEY,
        limit=count,
        wide=3,
    )
    left = Field(
        name="left",
        label=tr("Stays in the drawer"),
        kind=Kind.MONEY,
        limit=limit_of(CloseDrawer, "left"),
        wide=3,
        hint=tr("The next float"),
    )
    note = Field(name="note", label=tr("Why it differs"), limit=limit_of(CloseDrawer, "note"))

    def counted(values: Mapping[str, Any]) -> int:
        return int(values["whole"]) + sum(piece * int(values[f"n{piece}"]) for piece in pieces)

    def wrong(values: dict[str, Any]) -> Mapping[str, str]:
        off = counted(values) - due.expected
        if not off or values["note"].strip():
            return {}
        differs = formats.money(off, currency)
        return {"note": tr("{0} off: say why, so that the next shift knows.").format(differs)}

    return FormAct(
        title=tr("Close the drawer"),
        about=tr("{0} should be in it.").format(formats.money(due.expected, currency)),
        verb=tr("Close the drawer"),
        sections=(Section(tr("Notes and coins"), coins), Section("", (whole, left, note)))
        if coins
        else (Section("", (whole, left, note)),),
        values={"whole": 0, "left": 0, "note": "", **{f"n{piece}": 0 for piece in pieces}},
        make=lambda values: CloseDrawer(
            desk_id,
            session.location_id,
            counted(values),
            values["left"],
            values["note"].strip(),
        ),
        wrong=wrong,
        tells=lambda outcome: _tells(outcome.facts, currency),
        says=tr("Closed the drawer"),
        codes={"left_more_than_counted": "left"},
        draft="closing",
    )


def _tells(facts: Mapping[str, Any], currency: str) -> str:
    def money(name: str) -> str:
        return formats.money(int(facts[name]), currency)

    off = int(facts["difference"])
    same = (
        tr("nothing is missing") if not off else tr("{0} off").format(formats.money(off, currency))
    )
    return tr("Counted {0} of {1}, {2}. {3} to the bank.").format(
        money("counted"), money("expected"), same, money("taken")
    )

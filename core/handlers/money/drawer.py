"""Handlers of a desk's drawer: cash without a sale, the closing (PAY-5, PAY-11)."""

from core.changes import Act, Event, Outcome
from core.commands.drawer import CloseDrawer, MoveCash
from core.domain.credits import PAYMENTS_OF_DESK_BY_TIME
from core.domain.drawer import (
    CASH_OF_DESK,
    CLOSINGS_OF_DESK,
    OPENING,
    PAY_OUT,
    CashMove,
    Closing,
)
from core.domain.ids import CashMoveId, ClosingId, CommandId, DeskId, LocationId, derive
from core.domain.json_text import dump
from core.domain.organisation import Desk
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.ports import Reader, Tx
from core.rules.money.drawer import LATE_MS, Tally, closing_refusal, tally


@handles(MoveCash)
def move_cash(tx: Tx, act: Act, command: MoveCash) -> Outcome | Refusal:
    """Refuses `desk_unknown`, `reason_missing`."""
    desk = _desk(tx, command.desk_id, command.location_id)
    if isinstance(desk, Refusal):
        return desk
    if command.kind != OPENING and not command.reason.strip():
        return Refusal("reason_missing")
    amount = -command.amount if command.kind == PAY_OUT else command.amount
    tx.put(
        CashMove(
            CashMoveId(derive(act.command_id, "cash")),
            DeskId(desk.id),
            command.kind,
            amount,
            act.occurred_at,
            command.reason,
            act.actor_id,
            CommandId(act.command_id),
        )
    )
    facts = {
        "desk_id": desk.id,
        "desk_name": desk.name,
        "amount": command.amount,
        "expected": open_tally(tx, desk.id).expected,
    }
    return Outcome("cash_moved", facts, (Event("cash_moved", facts),))


@handles(CloseDrawer)
def close_drawer(tx: Tx, act: Act, command: CloseDrawer) -> Outcome | Refusal:
    """Refuses `desk_unknown`, `left_more_than_counted`."""
    desk = _desk(tx, command.desk_id, command.location_id)
    if isinstance(desk, Refusal):
        return desk
    if refusal := closing_refusal(command.counted, command.left):
        return refusal
    due = open_tally(tx, desk.id)
    closing = Closing(
        ClosingId(derive(act.command_id, "closing")),
        DeskId(desk.id),
        LocationId(desk.location_id),
        act.occurred_at,
        due.expected,
        command.counted,
        command.left,
        dump(due.sums),
        dump(due.payments),
        dump(due.moves),
        command.note,
        act.actor_id,
        CommandId(act.command_id),
    )
    tx.put(closing)
    facts = {
        "closing_id": closing.id,
        "desk_id": desk.id,
        "desk_name": desk.name,
        "expected": closing.expected,
        "counted": closing.counted,
        "difference": closing.difference,
        "taken": closing.counted - closing.left,
        "sums": due.sums,
    }
    return Outcome("drawer_closed", facts, (Event("drawer_closed", facts),))


def open_tally(tx: Reader, desk_id: str) -> Tally:
    """What a drawer holds that no closing has counted."""
    closings = tx.find(CLOSINGS_OF_DESK, desk_id)
    since = closings[-1].at - LATE_MS if closings else None
    recent = [one for one in closings if since is None or one.at >= since - LATE_MS]
    return tally(
        recent,
        tx.find(PAYMENTS_OF_DESK_BY_TIME, desk_id, since=since),
        tx.find(CASH_OF_DESK, desk_id, since=since),
    )


def _desk(tx: Reader, desk_id: str, location_id: str) -> Desk | Refusal:
    desk = tx.get(Desk, desk_id)
    if desk is None or desk.location_id != location_id:
        return Refusal("desk_unknown", {"desk_id": desk_id})
    return desk

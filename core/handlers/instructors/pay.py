"""Handler of what instructors are paid (PAY-7)."""

from core.changes import Act, Event, Outcome
from core.commands.pay import SetPayRate
from core.domain.catalogue import Service
from core.domain.ids import CommandId, PayRateId, ServiceId, StaffId, derive
from core.domain.organisation import StaffMember
from core.domain.pay import PayRate
from core.domain.refusals import Refusal
from core.domain.zones import is_date
from core.handlers.registry import handles
from core.ports import Tx


@handles(SetPayRate)
def set_pay_rate(tx: Tx, act: Act, command: SetPayRate) -> Outcome | Refusal:
    """Add a version. Refuses `staff_unknown`, `service_unknown`, `invalid_date`."""
    member = tx.get(StaffMember, command.instructor_id) if command.instructor_id else None
    if command.instructor_id and member is None:
        return Refusal("staff_unknown", {"staff_id": command.instructor_id})
    if command.service_id and tx.get(Service, command.service_id) is None:
        return Refusal("service_unknown", {"service_id": command.service_id})
    if not is_date(command.valid_from):
        return Refusal("invalid_date", {"date": command.valid_from})
    rate = PayRate(
        PayRateId(derive(act.command_id, "pay_rate")),
        StaffId(command.instructor_id),
        ServiceId(command.service_id),
        command.post,
        command.base,
        command.per_head,
        command.valid_from,
        act.occurred_at,
        command.heads_in_base,
        CommandId(act.command_id),
    )
    tx.put(rate)
    facts = {"rate_id": rate.id, "staff_id": rate.staff_id, "valid_from": rate.valid_from}
    return Outcome("pay_rate_set", facts, (Event("pay_rate_set", facts),))

"""What a desk does not do any more once it has not heard from its server for three days."""

from core.commands.registry import Spec
from core.domain.refusals import Refusal
from core.domain.zones import HOUR_MS

LONGEST_MS = 72 * HOUR_MS
DANGEROUS = frozenset({
    "refund",
    "waive_due",
    "waive",
    "revoke_pass",
    "erase_person",
    "grant_role",
    "end_grant",
    "create_staff",
    "archive_staff",
    "unarchive_staff",
    "invite_staff",
    "enrol_desk",
})  # fmt: skip
"""Money given away, persons erased, rights: who may still do it is not known here any more."""
EXPORT = "export"
"""Taking data out is no command; whoever exports asks under this name."""


def too_long_offline(spec: Spec | None, since_contact: int | None) -> Refusal | None:
    """Refuses `too_long_offline` what is dangerous when the server was last heard so many
    milliseconds ago (None: never, which is the first load). Without a spec it is an export."""
    if since_contact is None or since_contact <= LONGEST_MS:
        return None
    name = spec.name if spec else EXPORT
    if spec is not None and name not in DANGEROUS:
        return None
    return Refusal("too_long_offline", {"name": name, "hours": since_contact // HOUR_MS})

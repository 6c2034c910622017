"""Handler that changes the business itself (ORG-8)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.studio import EditOrganisation
from core.domain.organisation import Organisation
from core.domain.refusals import Refusal
from core.handlers.registry import handles
from core.ports import Tx

_FIELDS = ("name", "language", "studio_type", "country")


@handles(EditOrganisation)
def edit_organisation(tx: Tx, _act: Act, command: EditOrganisation) -> Outcome | Refusal:
    """Refuses `organisation_unknown`."""
    found = tx.get(Organisation, command.organisation_id)
    if found is None:
        return Refusal("organisation_unknown", {"organisation_id": command.organisation_id})
    given = {n: value for n in _FIELDS if (value := getattr(command, n)) is not None}
    changed = replace(found, **given)
    tx.put(changed)
    facts = {
        "organisation_id": changed.id,
        "name": changed.name,
        "before": {name: getattr(found, name) for name in given},
    }
    return Outcome("organisation_changed", facts, (Event("organisation_changed", facts),))

"""Commands about a person as a whole: two records made one, a record made anonymous."""

from core.commands.fields import Id, Reason
from core.commands.registry import Command, Kind, declare


@declare(
    "merge_clients",
    kind=Kind.PROMISE,
    permission="merge_clients",
    label="Merged {other_client} and {client}",
)
class MergeClients(Command, frozen=True):
    """Two records of one person become one: the older survives, nothing is lost (ORG-6, ORG-12).

    It cannot be undone; the history tells it.
    """

    client_id: Id
    other_client_id: Id


@declare(
    "erase_person",
    kind=Kind.PROMISE,
    permission="erase_person",
    label="Erased the personal data of {client}",
)
class ErasePerson(Command, frozen=True):
    """Make a client anonymous for good (ORG-7): attendance and money stay, the person goes."""

    client_id: Id
    reason: Reason = ""

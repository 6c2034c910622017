"""Which client a staff member is, looked for from either side (ORG-4)."""

from collections.abc import Sequence

from core.changes import Outcome
from core.commands.assigning import LinkOwnClient
from core.commands.registry import Command
from core.domain.folding import fold
from core.domain.json_text import texts
from core.domain.organisation import STAFF_AS_CLIENT, StaffMember
from core.domain.people import ACTIVE, Client
from core.domain.refusals import Refusal
from core.queries import studio_setup
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Answer, Choice
from desktop.wording import bold

MOST = 12
NOBODY = "nobody"
"""The choice that ends a link."""


def staff_of(session: Session, client_id: str) -> StaffMember | None:
    """Who of the staff a client is, None for an ordinary one."""
    found = session.source.rows.find(STAFF_AS_CLIENT, client_id)
    return found[0] if found else None


class ClientOfStaff:
    """Clients that a staff member could be; those of the same name come first."""

    hint = tr("Name, phone or e-mail of the client")
    none = tr("No client is found.")

    def __init__(self, session: Session, member: StaffMember) -> None:
        self._session, self._member = session, member

    def find(self, typed: str) -> Sequence[Choice]:
        """Those found; the end of the link where there is one."""
        found = self._session.sight.found(typed.strip() or self._member.name, MOST)
        lines = [
            Choice(
                key=one.id,
                title=one.name,
                note=one.phone,
                side=tr("linked") if one.id == self._member.client_id else "",
            )
            for one in found
            if one.state == ACTIVE
        ]
        if not self._member.client_id or typed.strip():
            return lines
        known = self._session.source.rows.get(Client, self._member.client_id)
        told = tr("Now {0}").format(known.name) if known else ""
        return [*lines, Choice(key=NOBODY, title=tr("No client: end the link"), note=told)]

    def ask(self, key: str) -> Answer:
        """What the link means, by the same handler that will run."""
        if key == self._member.client_id:
            return Answer(tr("Linked already."), "")
        result = self._session.preview(self.command(key))
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        if key == NOBODY:
            return Answer(tr("They book as nobody here then."), tr("End the link"), Tone.ATTENTION)
        return Answer(tr("They book for themselves as this client."), tr("Link"), Tone.OK)

    def command(self, key: str) -> Command:
        """What Enter sends."""
        return LinkOwnClient(self._member.id, "" if key == NOBODY else key)

    def said(self, done: Outcome) -> str:
        """What was done, for the undo message."""
        name = bold(self._member.name)
        if "client_id" not in done.facts:
            return tr("{0} is no client any more").format(name)
        return tr("{0} is the client {1}").format(name, bold(str(done.facts["client_name"])))


class StaffOfClient:
    """Who of the staff a client could be; who it is already can be let go."""

    hint = tr("Name")
    none = tr("Nobody of that name works here.")

    def __init__(self, session: Session, client: Client) -> None:
        self._session, self._client = session, client
        people = studio_setup.staff(session.source)
        self._people = [one for one in people if one.state == ACTIVE]
        same = fold(client.name)
        self._people.sort(
            key=lambda one: (one.client_id != client.id, fold(one.name) != same, one.name)
        )

    def find(self, typed: str) -> Sequence[Choice]:
        """Those whose name begins with the words typed."""
        words = fold(typed).split()
        return [
            Choice(
                key=one.id,
                title=one.name,
                note=self._linked(one),
                strong_side=True,
                side=tr("linked") if one.client_id == self._client.id else "",
            )
            for one in self._people
            if all(any(part.startswith(w) for part in fold(one.name).split()) for w in words)
        ]

    def ask(self, key: str) -> Answer:
        """What would happen, by the same handler that will run."""
        result = self._session.preview(self.command(key))
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        if self._held(key):
            return Answer(tr("This is them. Enter ends the link."), tr("End the link"))
        return Answer(tr("They book for themselves as this client."), tr("Link"), Tone.OK)

    def command(self, key: str) -> Command:
        """What Enter sends."""
        return LinkOwnClient(key, "" if self._held(key) else self._client.id)

    def said(self, done: Outcome) -> str:
        """What was done, for the undo message."""
        name, who = bold(str(done.facts["staff_name"])), bold(self._client.name)
        if "client_id" not in done.facts:
            return tr("{0} is no client any more").format(name)
        return tr("{0} is the client {1}").format(name, who)

    def _held(self, key: str) -> bool:
        return any(one.id == key and one.client_id == self._client.id for one in self._people)

    def _linked(self, one: StaffMember) -> str:
        if not one.client_id or one.client_id == self._client.id:
            return ", ".join(texts(one.categories))
        other = self._session.source.rows.get(Client, one.client_id)
        return tr("is the client {0}").format(other.name) if other else ""

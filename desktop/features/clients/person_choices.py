"""Which other client is meant: the same person entered twice, or who pays for a household."""

from collections.abc import Sequence

from core.changes import Outcome
from core.commands.people import EditClient, FieldChange
from core.commands.persons import MergeClients
from core.commands.registry import Command
from core.domain.people import ACTIVE, Client
from core.domain.phones import spaced
from core.domain.refusals import Refusal
from core.queries import person
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Answer, Choice
from desktop.wording import bold

MOST = 12
SELF = "self"
"""The choice that somebody pays for themselves."""


class MergeChoices:
    """Records that may be the same person; those that look alike come first (ORG-6, SET-18)."""

    hint = tr("Name, phone or e-mail")
    none = tr("Nobody else is found.")

    def __init__(self, session: Session, client: Client) -> None:
        self._session, self._client = session, client

    def find(self, typed: str) -> Sequence[Choice]:
        """Look-alikes until something is typed."""
        source = self._session.source
        if not typed.strip():
            alike = person.alike(source, self._client, MOST)
            return [_choice(one) for one in alike if one.id != self._client.id]
        return _found(self._session, typed, self._client.id)

    def ask(self, key: str) -> Answer:
        """Which record stays, and that it cannot be taken back."""
        result = self._session.preview(self.command(key))
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        text = tr(
            "The older record stays, as {0}, with the bookings, passes, payments and "
            "history of both. This cannot be undone."
        ).format(result.facts["client_name"])
        return Answer(text, tr("Merge"), Tone.ATTENTION)

    def command(self, key: str) -> Command:
        """What Enter sends."""
        return MergeClients(self._client.id, key)

    def said(self, _done: Outcome) -> str:
        """What was done."""
        return tr("Merged two records of {0}").format(bold(self._client.name))


class PayerChoices:
    """Who pays for a client (ORG-13)."""

    hint = tr("Who pays? Name, phone or e-mail")
    none = tr("Type the name of who pays.")

    def __init__(self, session: Session, client: Client) -> None:
        self._session, self._client = session, client

    def find(self, typed: str) -> Sequence[Choice]:
        """Themselves first where somebody else pays now."""
        alone = [Choice(key=SELF, title=tr("Pays for themselves"))] if self._client.payer_id else []
        found = _found(self._session, typed, self._client.id) if typed.strip() else []
        return [*alone, *found]

    def ask(self, key: str) -> Answer:
        """What the payer may do, or why it cannot be."""
        result = self._session.preview(self.command(key))
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        if key == SELF:
            return Answer(
                tr("The household ends for them. Passes stay whose they are."), tr("Save")
            )
        text = tr("Pays, books, cancels and signs for them, and sees their bookings.")
        return Answer(text, tr("Save"), Tone.OK)

    def command(self, key: str) -> Command:
        """What Enter sends."""
        payer = "" if key == SELF else key
        change = FieldChange(self._client.payer_id, payer)
        return EditClient(self._client.id, {"payer_id": change})

    def said(self, _done: Outcome) -> str:
        """What was done."""
        return tr("Changed who pays for {0}").format(bold(self._client.name))


def _found(session: Session, typed: str, besides: str) -> list[Choice]:
    found = session.sight.found(typed, MOST + 1)
    return [
        Choice(key=one.id, title=one.name, note=_contact(spaced(one.phone), one.email))
        for one in found
        if one.state == ACTIVE and one.id != besides
    ][:MOST]


def _choice(one: Client) -> Choice:
    return Choice(key=one.id, title=one.name, note=_contact(spaced(one.phone), one.email))


def _contact(phone: str, email: str) -> str:
    return " · ".join(part for part in (phone, email) if part)

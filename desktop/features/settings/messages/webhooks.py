"""Programs of others that are told what happens (NTF-5)."""

from collections.abc import Sequence
from typing import Any

from core.commands.registry import Command
from core.commands.webhooks import AddWebhook, EndWebhook
from core.domain.json_text import texts
from core.domain.webhooks import Webhook
from core.queries import studio_setup
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.session import Session
from desktop.wording import bold


class Webhooks(Subject):
    """Addresses and what they are told."""

    tables = (Webhook,)
    codes = {"webhook_exists": "url"}  # noqa: RUF012

    def words(self) -> ListWords:
        return ListWords(
            self.tr("Webhooks"),
            self.tr("Other programs are sent what happens, signed, and again until they answer."),
            self.tr("No program is told anything yet. Add an address."),
            self.tr("Add an address"),
        )

    def entries(self, _past: bool) -> Sequence[Entry]:
        return [
            entry(row.id, row.url, self._events(row), sign=Sign(icon="arrow-left-right"))
            for row in studio_setup.webhooks(self.session.source)
        ]

    def form(self, key: str) -> FormSpec | None:
        row = self.session.source.rows.get(Webhook, key) if key else None
        if key and row is None:
            return None
        url = Field(
            name="url",
            label=self.tr("Address"),
            limit=limit_of(AddWebhook, "url"),
            required=True,
            example="https://example.org/foyer",
        )
        events = Field(
            name="events",
            label=self.tr("Only these events"),
            kind=Kind.WORDS,
            limit=limit_of(AddWebhook, "events"),
            hint=self.tr("Names with commas between; empty for all."),
        )
        return FormSpec(
            title=row.url if row else self.tr("New address"),
            note=self.tr("Saving ends the old address and adds this one.") if row else "",
            sections=(Section("", (url, events)),),
            values={"url": row.url if row else "", "events": texts(row.events) if row else ()},
            save=self.tr("Save") if row else self.tr("Add address"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        if key:
            return EndWebhook(key) if changed else None
        return AddWebhook(**values)

    def also(self, key: str, values: dict[str, Any], changed: set[str]) -> Sequence[Command]:
        return (AddWebhook(**values),) if key and changed else ()

    def says(self, key: str, values: dict[str, Any]) -> str:
        told = self.tr("Changed {0}") if key else self.tr("Added {0}")
        return told.format(bold(values["url"]))

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(Webhook, key) if key else None
        if row is None:
            return ()
        says = self.tr("Ended {0}").format(bold(row.url))
        end, send = EndWebhook(row.id), self.session.send
        return (Deed(self.tr("End"), "x", lambda: send(end, says=says)),)

    def _events(self, row: Webhook) -> str:
        return ", ".join(texts(row.events)) or self.tr("everything that happens")


class WebhooksPage(RecordPage):
    """The page of webhooks."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Webhooks(session))

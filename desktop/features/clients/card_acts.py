"""Giving a blank card to a client: its code is scanned or typed into a field (CHK-6)."""

from typing import Any

from core.commands.people import BindCard
from core.domain.people import Client
from core.domain.refusals import Refusal
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Section
from desktop.saying import tr
from desktop.scanner.member import card_of
from desktop.session import Session
from desktop.wording import bold


def bind(session: Session, client: Client) -> FormAct:
    """The code is checked as every scan is, before anything is sent."""

    def number(values: dict[str, Any]) -> str | Refusal:
        return card_of(session, values["code"].strip())

    def wrong(values: dict[str, Any]) -> dict[str, str]:
        found = number(values) if values["code"].strip() else ""
        return {"code": session.sentence(found)} if isinstance(found, Refusal) else {}

    def make(values: dict[str, Any]) -> BindCard | None:
        found = number(values) if values["code"].strip() else ""
        return BindCard(found, client.id) if found and not isinstance(found, Refusal) else None

    return FormAct(
        title=tr("Give a card"),
        about=tr("Scan the blank card that {0} gets.").format(client.name),
        verb=tr("Give"),
        sections=(Section("", (Field(name="code", label=tr("Code"), required=True),)),),
        values={"code": ""},
        scanned="code",
        make=make,
        wrong=wrong,
        says=tr("Gave {0} a card").format(bold(client.name)),
        codes={"card_taken": "code", "card_revoked": "code"},
    )

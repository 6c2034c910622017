"""Handlers of waivers, signatures and health answers (HLT)."""

from msgspec.structs import replace

from core.changes import Act, Event, Outcome
from core.commands.health import (
    AnswerHealth,
    PublishWaiver,
    Signed,
    SignGuestWaiver,
    SignWaiver,
    WithdrawHealth,
)
from core.commands.people import NewClient
from core.domain.health import (
    HEALTH_OF_CLIENT,
    WAIVER,
    WAIVERS,
    HealthForm,
    Signature,
    Waiver,
)
from core.domain.ids import (
    CommandId,
    HealthFormId,
    OccurrenceId,
    SignatureId,
    WaiverId,
    derive,
)
from core.domain.json_text import dump
from core.domain.organisation import Location
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.settings import HEALTH_MONTHS
from core.domain.zones import local_date
from core.handlers.people.people import add_client
from core.handlers.registry import handles
from core.handlers.scene import Facts, client_of, scene_of
from core.ports import Reader, Tx
from core.rules.people.health import expires_on, guardian_needed
from core.rules.people.par_q import complete, is_flagged
from core.rules.terms import Terms


@handles(PublishWaiver)
def publish_waiver(tx: Tx, act: Act, command: PublishWaiver) -> Outcome | Refusal:
    """Adds the next version; refuses nothing."""
    number = len(tx.find(WAIVERS, WAIVER)) + 1
    key = WaiverId(derive(act.command_id, "waiver"))
    tx.put(Waiver(key, number, command.title.strip(), command.text, act.occurred_at))
    facts: Facts = {"other_id": key, "waiver_id": key, "title": command.title, "number": number}
    return Outcome("waiver_published", facts, (Event("waiver_published", facts),))


@handles(SignWaiver)
def sign_waiver(tx: Tx, act: Act, command: SignWaiver) -> Outcome | Refusal:
    """Refuses `client_unknown`, `waiver_unknown`, `guardian_needed`. Twice is once."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    return sign(tx, act, client, command.waiver_id, command.signed)


def sign(tx: Tx, act: Act, client: Client, waiver_id: str, signed: Signed) -> Outcome | Refusal:
    """Write a client's signature. Refuses `waiver_unknown`, `guardian_needed`."""
    waiver = tx.get(Waiver, waiver_id)
    if waiver is None:
        return Refusal("waiver_unknown", {"waiver_id": waiver_id})
    if refusal := guardian_needed(client, signed.guardian, today_of(tx, act, client)):
        return refusal
    key = derive("signature", waiver.id, client.id)
    tx.put(_signature(act, key, client, waiver, signed))
    facts = _facts(client, waiver)
    return Outcome("waiver_signed", facts, (Event("waiver_signed", facts),))


@handles(SignGuestWaiver)
def sign_guest_waiver(tx: Tx, act: Act, command: SignGuestWaiver) -> Outcome | Refusal:
    """Refuses `client_unknown`, `occurrence_unknown`, `waiver_unknown`, `name_missing`."""
    host, scene = client_of(tx, command.client_id), scene_of(tx, command.occurrence_id)
    if isinstance(host, Refusal):
        return host
    if isinstance(scene, Refusal):
        return scene
    waiver = tx.get(Waiver, command.waiver_id)
    if waiver is None:
        return Refusal("waiver_unknown", {"waiver_id": command.waiver_id})
    guest = command.guest.strip()
    if not guest:
        return Refusal("name_missing")
    key = derive("signature", waiver.id, host.id, scene.occurrence.id, guest)
    row = _signature(act, key, host, waiver, command.signed)
    tx.put(replace(row, guest=guest, occurrence_id=OccurrenceId(scene.occurrence.id)))
    facts = {**_facts(host, waiver), "occurrence_id": scene.occurrence.id, "guest": guest}
    if command.consent:
        facts |= _as_client(tx, act, command, waiver)
    return Outcome("waiver_signed", facts, (Event("waiver_signed", facts),))


def _as_client(tx: Tx, act: Act, command: SignGuestWaiver, waiver: Waiver) -> Facts:
    """The guest as a client of their own, who has signed already."""
    new = NewClient(command.guest, command.email, command.phone)
    made = add_client(tx, act, new, derive(act.command_id, "client"))
    if isinstance(made, Refusal):
        return {}
    key = derive("signature", waiver.id, made.id)
    tx.put(_signature(act, key, made, waiver, command.signed))
    return {"new_client_id": made.id}


@handles(AnswerHealth)
def answer_health(tx: Tx, act: Act, command: AnswerHealth) -> Outcome | Refusal:
    """Refuses `client_unknown`, `questions_outdated`, `answers_incomplete`, `guardian_needed`.

    The outcome tells that there are answers, never what they are.
    """
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    answers: dict[str, bool] = {str(name): yes for name, yes in command.answers.items()}
    today = today_of(tx, act, client)
    refusal = guardian_needed(client, command.signed.guardian, today)
    if not act.shown:
        refusal = complete(command.version, answers) or refusal
    if refusal:
        return refusal
    months = Terms(tx, client.home_location_id).of(HEALTH_MONTHS)
    form = HealthForm(
        HealthFormId(derive(act.command_id, "health")),
        client.id,
        command.version,
        dump(command.answers),
        int(is_flagged(answers)),
        act.occurred_at,
        expires_on(today, months),
        command.signed.signer.strip(),
        command.signed.mark,
        command.details,
        int(command.signed.guardian),
        command.signed.guardian_phone,
        CommandId(act.command_id),
    )
    tx.put(form)
    facts: Facts = {
        "client_id": client.id,
        "client_name": client.name,
        "expires_on": form.expires_on,
    }
    return Outcome("health_answered", facts, (Event("health_answered", facts),))


@handles(WithdrawHealth)
def withdraw_health(tx: Tx, act: Act, command: WithdrawHealth) -> Outcome | Refusal:
    """Refuses `client_unknown`, `no_health_answers`."""
    client = client_of(tx, command.client_id)
    if isinstance(client, Refusal):
        return client
    facts: Facts = {"client_id": client.id, "client_name": client.name}
    if not empty_health(tx, act, client):
        return Refusal("no_health_answers", facts)
    return Outcome("health_withdrawn", facts, (Event("health_withdrawn", facts),))


def empty_health(tx: Tx, act: Act, client: Client) -> int:
    """Take what was answered out of all forms of a client; gives how many held something."""
    forms = [form for form in tx.find(HEALTH_OF_CLIENT, client.id) if form.answers != "{}"]
    for form in forms:
        tx.put(
            replace(
                form,
                answers="{}",
                details="",
                flag=0,
                signer="",
                mark="",
                guardian_phone="",
                changed_by=act.command_id,
            )
        )
    return len(forms)


def today_of(tx: Reader, act: Act, client: Client) -> str:
    """The local date where the client is at home, else in UTC."""
    home = tx.get(Location, client.home_location_id) if client.home_location_id else None
    return local_date(act.occurred_at, home.zone if home else "UTC")


def _signature(act: Act, key: str, client: Client, waiver: Waiver, signed: Signed) -> Signature:
    return Signature(
        SignatureId(key),
        client.id,
        waiver.id,
        act.occurred_at,
        signed.signer.strip(),
        signed.mark,
        "phone" if act.client_id else signed.way,
        int(signed.guardian),
        signed.guardian_phone,
        changed_by=act.command_id,
    )


def _facts(client: Client, waiver: Waiver) -> Facts:
    return {
        "client_id": client.id,
        "client_name": client.name,
        "waiver_id": waiver.id,
        "other_id": waiver.id,
        "title": waiver.title,
    }

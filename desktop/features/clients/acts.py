"""What can be done about a client with a form: each as what it asks and which command it makes."""

from typing import Any

from core.changes import Outcome
from core.commands.attendance import LiftSuspension, Suspend
from core.commands.fields import (
    Birthday,
    Email,
    Language,
    Line,
    LocalDate,
    Name,
    Phone,
    Reason,
    Text,
)
from core.commands.health import AnswerHealth, Signed, SignWaiver
from core.commands.passes import ExtendPass, FreezePass
from core.commands.people import EditClient, FieldChange
from core.commands.persons import ErasePerson
from core.domain.credits import Pass
from core.domain.json_text import dump, mapping, texts
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.zones import add_days, day_bounds, is_date, local_date
from core.queries import health, place
from core.rules.people.par_q import QUESTIONS, VERSION
from desktop import formats
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.session import Session
from desktop.wording import bold

CHANNELS = (("email", "E-mail", True), ("sms", "SMS", False), ("marketing", "Marketing", False))
"""Channel, its words, and whether it is wanted where nothing was said."""
PERMISSIONS = (("standard", "Standard"), ("vip", "VIP"), ("restricted", "Restricted"))
SUSPENDED_DAYS, PAUSED_DAYS, EXTENDED_DAYS = 7, 14, 30


def edit(session: Session, client: Client) -> FormAct:
    """Everything that is known of a client (ORG-5); what a person may not change is left out."""
    fields = [field for field in _details(session) if _may_change(session, client, field.name)]
    seen = {field.name: _shown(client, field.name) for field in fields}

    def make(values: dict[str, Any]) -> EditClient | None:
        changed = {
            name: FieldChange(getattr(client, name), _kept(name, value))
            for name, value in values.items()
            if value != seen[name]
        }
        return EditClient(client.id, changed) if changed else None  # type: ignore[arg-type]

    return FormAct(
        title="Edit details",
        about=client.name,
        verb="Save",
        sections=(Section("", tuple(fields)),),
        values=seen,
        make=make,
        says=f"Changed the details of {bold(client.name)}",
        draft=f"client/{client.id}",
    )


def _details(session: Session) -> tuple[Field, ...]:
    places = [Option(one.id, one.name) for one in place.locations(session.source)]
    contact = tuple(Option(key, words) for key, words, _ in CHANNELS)
    return (
        Field(name="name", label="Name", limit=Name, required=True),
        Field(name="phone", label="Phone", kind=Kind.PHONE, limit=Phone, wide=3),
        Field(name="email", label="E-mail", kind=Kind.EMAIL, limit=Email, wide=3),
        Field(name="birthday", label="Birthday", limit=Birthday, example="1984-05-03", wide=3),
        Field(name="language", label="Language", limit=Language, example="en or pt-BR", wide=3),
        Field(name="emergency_contact", label="Emergency contact", limit=Line),
        Field(name="contact", label="Tell by", kind=Kind.MANY, options=contact),
        Field(name="tags", label="Tags", kind=Kind.WORDS, hint="With commas between them"),
        Field(
            name="home_location_id",
            label="Home location",
            kind=Kind.CHOICE,
            options=(Option("", "None"), *places),
            wide=3,
        ),
        Field(
            name="permission",
            label="Bookings",
            kind=Kind.CHOICE,
            options=tuple(Option(key, words) for key, words in PERMISSIONS),
            wide=3,
        ),
        Field(name="pay_later", label="May pay later", kind=Kind.SWITCH),
        Field(name="notes", label="Staff note", kind=Kind.LONG, limit=Text),
    )


def _may_change(session: Session, client: Client, field: str) -> bool:
    """Financial fields are a manager's (PERM d): the core says so for any other value."""
    if field not in ("permission", "pay_later"):
        return True
    other: Any = "vip" if field == "permission" and client.permission != "vip" else "standard"
    value = other if field == "permission" else 1 - client.pay_later
    change = {field: FieldChange(getattr(client, field), value)}
    result = session.preview(EditClient(client.id, change))  # type: ignore[arg-type]
    return not (isinstance(result, Refusal) and result.code == "not_permitted")


def _shown(client: Client, field: str) -> Any:
    if field == "contact":
        return tuple(key for key, _, usual in CHANNELS if mapping(client.contact).get(key, usual))
    if field == "tags":
        return texts(client.tags)
    value = getattr(client, field)
    return bool(value) if field == "pay_later" else value


def _kept(field: str, value: Any) -> str | int:
    if field == "contact":
        return dump({key: key in value for key, _, _ in CHANNELS})
    if field == "tags":
        return dump(tuple(value))
    return int(value) if field == "pay_later" else str(value).strip()


def suspend(session: Session, client: Client) -> FormAct:
    """Bar a client from booking until a day, or move the end (NS-8)."""
    today = local_date(session.now(), session.zone)

    def make(values: dict[str, Any]) -> Suspend:
        until = day_bounds(values["until"], session.zone)[1]
        return Suspend(client.id, until, values["reason"].strip())

    return FormAct(
        title="Suspend",
        about=f"{client.name} cannot book until the end of the day. What is booked stays.",
        verb="Suspend",
        sections=(
            Section(
                "",
                (
                    Field(name="until", label="Until", kind=Kind.DATE, limit=LocalDate, wide=3),
                    Field(name="reason", label="Reason", limit=Reason, required=True),
                ),
            ),
        ),
        values={"until": add_days(today, SUSPENDED_DAYS), "reason": ""},
        make=make,
        says=f"Suspended {bold(client.name)}",
        draft=f"suspend/{client.id}",
    )


def lift(client: Client, location_id: str) -> FormAct:
    """Let a client book again (NS-3)."""
    return FormAct(
        title="Lift the suspension",
        about=f"{client.name} can book again at once.",
        verb="Lift",
        sections=(Section("", (_reason(),)),),
        values={"reason": ""},
        make=lambda values: LiftSuspension(client.id, values["reason"].strip(), location_id),
        says=f"Lifted the suspension of {bold(client.name)}",
    )


def freeze(session: Session, client: Client, held: Pass) -> FormAct:
    """Pause a pass for some days; its end moves by as many (PASS-12)."""
    now = session.now()
    today = local_date(now, session.zone)
    dates = (
        Field(name="starts_on", label="First day", kind=Kind.DATE, limit=LocalDate, wide=3),
        Field(name="ends_on", label="Last day", kind=Kind.DATE, limit=LocalDate, wide=3),
        Field(name="reason", label="Reason", limit=Reason),
    )

    def tells(outcome: Outcome) -> str:
        inside = outcome.facts["cancelled"]
        until = str(outcome.facts["valid_until"] or "")
        ends = f"Ends {formats.short_date(until)} then. " if until else ""
        times = [formats.moment(one["starts_at"], session.zone, now) for one in inside]
        return ends + (f"Cancels free: {', '.join(times)}" if times else "No booking lies inside.")

    return FormAct(
        title="Freeze the pass",
        about=f"{held.name} of {client.name}. Its end moves by the days of the pause.",
        verb="Freeze",
        sections=(Section("", dates),),
        values={"starts_on": today, "ends_on": add_days(today, PAUSED_DAYS - 1), "reason": ""},
        make=lambda values: FreezePass(
            held.id, values["starts_on"], values["ends_on"], values["reason"].strip()
        ),
        tells=tells,
        says=f"Paused {held.name} of {bold(client.name)}",
    )


def extend(session: Session, client: Client, held: Pass) -> FormAct:
    """Let a pass hold longer (PASS-5)."""
    until = (
        held.valid_until if is_date(held.valid_until) else local_date(session.now(), session.zone)
    )
    ends = f" It ends on {formats.short_date(held.valid_until)}." if held.valid_until else ""
    return FormAct(
        title="Extend the pass",
        about=f"{held.name} of {client.name}.{ends}",
        verb="Extend",
        sections=(
            Section(
                "",
                (
                    Field(name="until", label="Until", kind=Kind.DATE, limit=LocalDate, wide=3),
                    _reason(),
                ),
            ),
        ),
        values={"until": add_days(until, EXTENDED_DAYS), "reason": ""},
        make=lambda values: ExtendPass(held.id, values["until"], values["reason"].strip()),
        says=f"Extended {held.name} of {bold(client.name)}",
    )


def sign(session: Session, client: Client) -> FormAct | None:
    """Sign the waiver in force at the desk (CHK-8); None where none is published."""
    waiver = health.waiver_in_force(session.source, session.now())
    if waiver is None:
        return None
    return FormAct(
        title=waiver.title,
        about=waiver.text,
        verb="Sign",
        sections=(Section("", _signature()),),
        values=_unsigned(client),
        make=lambda values: SignWaiver(client.id, waiver.id, _signed(values)),
        says=f"{bold(client.name)} signed the waiver",
    )


def answer_health(client: Client) -> FormAct:
    """The health questionnaire in its version, signed (HLT-1)."""
    asked = tuple(
        Field(name=key, label=words, kind=Kind.SWITCH) for key, words in QUESTIONS.items()
    )
    more = Field(name="details", label="What should we know?", kind=Kind.LONG, limit=Text)

    def make(values: dict[str, Any]) -> AnswerHealth:
        answers = {key: bool(values[key]) for key in QUESTIONS}
        signed = _signed(values)
        return AnswerHealth(client.id, VERSION, answers, signed, values["details"].strip())  # type: ignore[arg-type]

    return FormAct(
        title="Health questionnaire",
        about=f"{client.name} answers each question; on is yes.",
        verb="Sign",
        sections=(Section("", (*asked, more)), Section("Signature", _signature())),
        values={**dict.fromkeys(QUESTIONS, False), "details": "", **_unsigned(client)},
        make=make,
        says=f"{bold(client.name)} answered the health questionnaire",
        draft=f"health/{client.id}",
    )


def erase(client: Client) -> FormAct:
    """Make a person anonymous for good (ORG-7): asked, for it cannot be taken back (U-29)."""
    name = Field(
        name="name", label="Type the name to erase", hint=client.name, limit=Name, required=True
    )

    def wrong(values: dict[str, Any]) -> dict[str, str]:
        matches = values["name"].strip().casefold() == client.name.strip().casefold()
        return {} if matches else {"name": f"This is not {client.name}"}

    return FormAct(
        title="Erase this person",
        about=(
            "Name, contact, notes, health answers and signatures go for good, on every desk. "
            "Visits and payments stay without a name. This cannot be undone."
        ),
        verb="Erase for good",
        sections=(Section("", (name, Field(name="reason", label="Reason", limit=Reason))),),
        values={"name": "", "reason": ""},
        wrong=wrong,
        make=lambda values: ErasePerson(client.id, values["reason"].strip()),
        says="Erased a person",
    )


def _reason() -> Field:
    return Field(name="reason", label="Reason", limit=Reason, required=True)


def _signature() -> tuple[Field, ...]:
    return (
        Field(name="signer", label="Signed by", limit=Name, required=True),
        Field(name="guardian", label="Signs as guardian of a minor", kind=Kind.SWITCH),
        Field(name="guardian_phone", label="Guardian’s phone", kind=Kind.PHONE, limit=Phone),
    )


def _unsigned(client: Client) -> dict[str, Any]:
    return {"signer": client.name, "guardian": False, "guardian_phone": ""}


def _signed(values: dict[str, Any]) -> Signed:
    guardian = bool(values["guardian"])
    phone = values["guardian_phone"] if guardian else ""
    return Signed(values["signer"].strip(), guardian=guardian, guardian_phone=phone)

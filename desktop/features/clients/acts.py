"""What can be done about a client with a form: each as what it asks and which command it makes."""

from typing import Any

from core.changes import Outcome
from core.commands.fields import (
    Birthday,
    Email,
    Language,
    Line,
    LocalDate,
    Name,
    Phone,
    Text,
)
from core.commands.health import AnswerHealth
from core.commands.passes import ExtendPass, FreezePass
from core.commands.people import EditClient, FieldChange
from core.commands.persons import ErasePerson
from core.domain.credits import Pass
from core.domain.json_text import dump, mapping, texts
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.zones import add_days, is_date, local_date
from core.queries import place
from core.rules.people.par_q import QUESTIONS, VERSION
from desktop import formats
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.reason_act import reason_field
from desktop.saying import tr
from desktop.session import Session
from desktop.signing import signature, signed_by, unsigned
from desktop.wording import bold

CHANNELS = (
    ("email", tr("E-mail"), True),
    ("sms", "SMS", False),
    ("marketing", tr("Marketing"), False),
)
"""Channel, its words, and whether it is wanted where nothing was said."""
PERMISSIONS = (("standard", tr("Standard")), ("vip", "VIP"), ("restricted", tr("Restricted")))
PAUSED_DAYS, EXTENDED_DAYS = 14, 30


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
        title=tr("Edit details"),
        about=client.name,
        verb=tr("Save"),
        sections=(Section("", tuple(fields)),),
        values=seen,
        make=make,
        says=tr("Changed the details of {0}").format(bold(client.name)),
        draft=f"client/{client.id}",
    )


def _details(session: Session) -> tuple[Field, ...]:
    places = [Option(one.id, one.name) for one in place.locations(session.source)]
    contact = tuple(Option(key, words) for key, words, _ in CHANNELS)
    return (
        Field(name="name", label=tr("Name"), limit=Name, required=True),
        Field(name="phone", label=tr("Phone"), kind=Kind.PHONE, limit=Phone, wide=3),
        Field(name="email", label=tr("E-mail"), kind=Kind.EMAIL, limit=Email, wide=3),
        Field(name="birthday", label=tr("Birthday"), limit=Birthday, example="1984-05-03", wide=3),
        Field(
            name="language", label=tr("Language"), limit=Language, example=tr("en or pt-BR"), wide=3
        ),
        Field(name="emergency_contact", label=tr("Emergency contact"), limit=Line),
        Field(name="contact", label=tr("Tell by"), kind=Kind.MANY, options=contact),
        Field(name="tags", label=tr("Tags"), kind=Kind.WORDS, hint=tr("With commas between them")),
        Field(
            name="home_location_id",
            label=tr("Home location"),
            kind=Kind.CHOICE,
            options=(Option("", tr("None")), *places),
            wide=3,
        ),
        Field(
            name="permission",
            label=tr("Bookings"),
            kind=Kind.CHOICE,
            options=tuple(Option(key, words) for key, words in PERMISSIONS),
            wide=3,
        ),
        Field(name="pay_later", label=tr("May pay later"), kind=Kind.SWITCH),
        Field(name="notes", label=tr("Staff note"), kind=Kind.LONG, limit=Text),
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


def freeze(session: Session, client: Client, held: Pass) -> FormAct:
    """Pause a pass for some days; its end moves by as many (PASS-12)."""
    now = session.now()
    today = local_date(now, session.zone)
    dates = (
        Field(name="starts_on", label=tr("First day"), kind=Kind.DATE, limit=LocalDate, wide=3),
        Field(name="ends_on", label=tr("Last day"), kind=Kind.DATE, limit=LocalDate, wide=3),
        reason_field(),
    )

    def tells(outcome: Outcome) -> str:
        inside = outcome.facts["cancelled"]
        until = str(outcome.facts["valid_until"] or "")
        ends = tr("Ends {0} then. ").format(formats.short_date(until)) if until else ""
        times = [formats.moment(one["starts_at"], session.zone, now) for one in inside]
        return ends + (
            tr("Cancels free: {0}").format(", ".join(times))
            if times
            else tr("No booking lies inside.")
        )

    return FormAct(
        title=tr("Freeze the pass"),
        about=tr("{0} of {1}. Its end moves by the days of the pause.").format(
            held.name, client.name
        ),
        verb=tr("Freeze"),
        sections=(Section("", dates),),
        values={"starts_on": today, "ends_on": add_days(today, PAUSED_DAYS - 1), "reason": ""},
        make=lambda values: FreezePass(
            held.id, values["starts_on"], values["ends_on"], values["reason"].strip()
        ),
        tells=tells,
        says=tr("Paused {0} of {1}").format(held.name, bold(client.name)),
    )


def extend(session: Session, client: Client, held: Pass) -> FormAct:
    """Let a pass hold longer (PASS-5)."""
    until = (
        held.valid_until if is_date(held.valid_until) else local_date(session.now(), session.zone)
    )
    ends = (
        tr(" It ends on {0}.").format(formats.short_date(held.valid_until))
        if held.valid_until
        else ""
    )
    return FormAct(
        title=tr("Extend the pass"),
        about=tr("{0} of {1}.{2}").format(held.name, client.name, ends),
        verb=tr("Extend"),
        sections=(
            Section(
                "",
                (
                    Field(name="until", label=tr("Until"), kind=Kind.DATE, limit=LocalDate, wide=3),
                    reason_field(required=True),
                ),
            ),
        ),
        values={"until": add_days(until, EXTENDED_DAYS), "reason": ""},
        make=lambda values: ExtendPass(held.id, values["until"], values["reason"].strip()),
        says=tr("Extended {0} of {1}").format(held.name, bold(client.name)),
    )


def answer_health(client: Client) -> FormAct:
    """The health questionnaire in its version, signed (HLT-1)."""
    asked = tuple(
        Field(name=key, label=tr(words), kind=Kind.SWITCH) for key, words in QUESTIONS.items()
    )
    more = Field(name="details", label=tr("What should we know?"), kind=Kind.LONG, limit=Text)

    def make(values: dict[str, Any]) -> AnswerHealth:
        answers = {key: bool(values[key]) for key in QUESTIONS}
        signed = signed_by(values)
        return AnswerHealth(client.id, VERSION, answers, signed, values["details"].strip())  # type: ignore[arg-type]

    return FormAct(
        title=tr("Health questionnaire"),
        about=tr("{0} answers each question; on is yes.").format(client.name),
        verb=tr("Sign"),
        sections=(Section("", (*asked, more)), Section(tr("Signature"), signature())),
        values={**dict.fromkeys(QUESTIONS, False), "details": "", **unsigned(client)},
        make=make,
        says=tr("{0} answered the health questionnaire").format(bold(client.name)),
        draft=f"health/{client.id}",
    )


def erase(client: Client) -> FormAct:
    """Make a person anonymous for good (ORG-7): asked, for it cannot be taken back (U-29)."""
    name = Field(
        name="name", label=tr("Type the name to erase"), hint=client.name, limit=Name, required=True
    )

    def wrong(values: dict[str, Any]) -> dict[str, str]:
        matches = values["name"].strip().casefold() == client.name.strip().casefold()
        return {} if matches else {"name": tr("This is not {0}").format(client.name)}

    return FormAct(
        title=tr("Erase this person"),
        about=(
            tr(
                "Name, contact, notes, health answers and signatures go for good, on every desk. "
                "Visits and payments stay without a name. This cannot be undone."
            )
        ),
        verb=tr("Erase for good"),
        sections=(Section("", (name, reason_field())),),
        values={"name": "", "reason": ""},
        wrong=wrong,
        make=lambda values: ErasePerson(client.id, values["reason"].strip()),
        says=tr("Erased a person"),
    )

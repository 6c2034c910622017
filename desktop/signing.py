"""Signing the waiver at the desk, on the screen or on paper: a client, and their guests."""

from typing import Any

from core.commands.fields import Email, Name, Phone
from core.commands.health import Mark, Signed, SignGuestWaiver, SignWaiver
from core.domain.bookings import Booking
from core.domain.health import Waiver
from core.domain.ids import booking_id
from core.domain.json_text import texts
from core.domain.people import Client
from core.domain.schedule import Occurrence
from core.queries import health
from core.rules.people.health import FINE
from core.rules.terms import Terms
from desktop.act_panel import FormAct
from desktop.forms.declaration import Field, Kind, Section
from desktop.saying import counted, tr
from desktop.session import Session
from desktop.wording import bold

Values = dict[str, Any]


def next_signature(session: Session, client_id: str, occurrence_id: str) -> FormAct | None:
    """Who of a party signs next: the client, else a guest; None where all have signed or no waiver
    is published (HLT-2, HLT-5)."""
    client = session.source.rows.get(Client, client_id)
    waiver = health.waiver_in_force(session.source, session.now())
    if client is None or waiver is None:
        return None
    own = health.waiver_of(session.source, client_id, session.now(), _terms(session, occurrence_id))
    if own not in FINE:
        return _own(client, waiver)
    booking = session.source.rows.get(Booking, booking_id(occurrence_id, client_id))
    if booking is None:
        return None
    left, names = health.guests_to_sign(
        session.source, client_id, occurrence_id, booking.seats - 1, texts(booking.guests)
    )
    return _guest(client, waiver, occurrence_id, left, names) if left else None


def sign_own(session: Session, client: Client) -> FormAct | None:
    """Sign the waiver in force at the desk (CHK-8); None where none is published."""
    waiver = health.waiver_in_force(session.source, session.now())
    return _own(client, waiver) if waiver else None


def signature() -> tuple[Field, ...]:
    """The fields of who signs a text, and for whom."""
    return (
        Field(name="signer", label=tr("Signed by"), limit=Name, required=True),
        Field(name="guardian", label=tr("Signs as guardian of a minor"), kind=Kind.SWITCH),
        Field(name="guardian_phone", label=tr("Guardian’s phone"), kind=Kind.PHONE, limit=Phone),
    )


def unsigned(client: Client) -> Values:
    """What stands in these fields at first."""
    return {"signer": client.name, "guardian": False, "guardian_phone": ""}


def signed_by(values: Values) -> Signed:
    """What was filled in; a guardian's phone counts for a guardian alone."""
    guardian = bool(values["guardian"])
    phone = values["guardian_phone"] if guardian else ""
    signer = values["signer"].strip() or values.get("guest", "").strip()
    return Signed(signer, values.get("mark", ""), guardian=guardian, guardian_phone=phone)


def _own(client: Client, waiver: Waiver) -> FormAct:
    return FormAct(
        title=waiver.title,
        about=f"{client.name}\n\n{waiver.text}",
        verb=tr("Sign"),
        sections=(Section("", (*signature(), _drawn())),),
        values={**unsigned(client), "mark": ""},
        make=lambda values: SignWaiver(client.id, waiver.id, signed_by(values)),
        says=tr("{0} signed the waiver").format(bold(client.name)),
    )


def _guest(
    client: Client, waiver: Waiver, occurrence_id: str, left: int, names: tuple[str, ...]
) -> FormAct:
    """One guest signs; with consent the form makes them a client too (HLT-5)."""
    host = client.name
    told = counted(left, "1 guest has not signed.", "{0} guests have not signed: one by one.")

    def make(values: Values) -> SignGuestWaiver:
        consent = bool(values["consent"])
        return SignGuestWaiver(
            client.id,
            occurrence_id,
            waiver.id,
            values["guest"].strip(),
            signed_by(values),
            consent,
            values["email"].strip() if consent else "",
            values["phone"] if consent else "",
        )

    guardian = (
        Field(name="signer", label=tr("Guardian’s name"), limit=str),
        *signature()[1:],
    )
    contact = (
        Field(name="consent", label=tr("Wants to be kept as a client"), kind=Kind.SWITCH),
        Field(name="email", label=tr("E-mail"), kind=Kind.EMAIL, limit=Email, wide=3),
        Field(name="phone", label=tr("Phone"), kind=Kind.PHONE, limit=Phone, wide=3),
    )
    guest = Field(name="guest", label=tr("Guest’s name"), limit=Name, required=True)
    return FormAct(
        title=waiver.title,
        about=f"{host}: {told}\n\n{waiver.text}",
        verb=tr("Sign"),
        sections=(
            Section("", (guest, _drawn())),
            Section(tr("For a minor"), guardian),
            Section(tr("As a client"), contact),
        ),
        values={
            "guest": names[0] if names else "",
            "mark": "",
            "signer": "",
            "guardian": False,
            "guardian_phone": "",
            "consent": False,
            "email": "",
            "phone": "",
        },
        make=make,
        says=tr("A guest of {0} signed the waiver").format(bold(host)),
    )


def _drawn() -> Field:
    hint = tr("Leave it empty where a paper is signed")
    return Field(name="mark", label=tr("Signature"), kind=Kind.DRAWN, limit=Mark, hint=hint)


def _terms(session: Session, occurrence_id: str) -> Terms:
    row = session.source.rows.get(Occurrence, occurrence_id)
    place, service = (row.location_id, row.service_id) if row else (session.location_id, "")
    return Terms(session.source.rows, place, service)

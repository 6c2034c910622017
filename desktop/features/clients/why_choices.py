"""Why a client cannot book, and the ways out, each with who may give it (BK-12)."""

from collections.abc import Sequence

from core.commands.seats import Book
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.domain.zones import DAY_MS
from core.queries import occurrences
from core.queries.explain import Why
from core.rules.booking.mends import Mend
from desktop import formats
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Answer, Choice
from desktop.wording import bold

DAYS, TRIES = 7, 6
OF_THAT_CLASS = (
    "already_booked",
    "already_in",
    "already_waiting",
    "class_full",
    "overlapping_booking",
)
"""What stands against one class says nothing of the others."""
SELL = "sell_pass"
WAYS = {
    SELL: tr("Sell a pass"),
    "adjust_credits": tr("Give a credit"),
    "allow_self_booking": tr("Let clients book this instructor"),
    "assign_client": tr("Make them the instructor’s client"),
    "book": tr("Book anyway"),
    "cancel_booking": tr("Cancel the other booking"),
    "change_capacity": tr("Make room for one more"),
    "change_party": tr("Take fewer seats"),
    "check_in": tr("Check in instead"),
    "edit_client": tr("Change what they may book"),
    "edit_service": tr("Change how the service is booked"),
    "extend_pass": tr("Extend the pass"),
    "join_waitlist": tr("Put on the waitlist"),
    "lift_suspension": tr("Lift the suspension"),
    "put_in_order": tr("Put the equipment back in order"),
    "reschedule": tr("Move the other booking"),
    "set_location_active": tr("Open the location for booking"),
    "set_setting": tr("Change the rule"),
    "sign_waiver": tr("Sign the waiver"),
    "take_payment": tr("Take the payment"),
    "unarchive_client": tr("Bring the client back"),
    "unarchive_service": tr("Bring the service back"),
    "unfreeze_pass": tr("End the pause of the pass"),
    "waive_due": tr("Waive what is due"),
}
ROLES = {
    "org_owner": tr("the owner"),
    "location_manager": tr("a manager"),
    "receptionist": tr("the desk"),
    "instructor": tr("an instructor"),
    "trainer": tr("a trainer"),
}


def why_of(session: Session, client: Client) -> tuple[str, str]:
    """Title and sentence: the first rule that stands against the next class, or that none does."""
    first = client.name.partition(" ")[0]
    title = tr("Why can’t {0} book?").format(first)
    coming = _coming(session)
    for one in coming:
        result = session.preview(Book(client.id, one.id))
        if isinstance(result, Refusal):
            if result.code in OF_THAT_CLASS:
                continue
            return title, session.sentence(result)
        pays = str(result.facts.get("pass_name") or "")
        what = f"{one.name}, {formats.moment(one.starts_at, one.zone, session.now())}"
        if pays:
            return title, tr("Nothing stops {0}. {1} pays first, next for {2}.").format(
                first, pays, what
            )
        return title, tr("Nothing stops {0}. {1} needs no pass.").format(first, what)
    return title, tr("The next classes are full, or meet what is booked.") if coming else ""


def _coming(session: Session) -> list[occurrences.OccurrenceLine]:
    now = session.now()
    lines = occurrences.occurrences(session.source, session.location_id, now, now + DAYS * DAY_MS)
    return [one for one in lines if one.starts_at > now and one.state == "scheduled"][:TRIES]


class WhyChoices:
    """The ways out of the first refusal; `wish` and `why` are None where nothing stands against."""

    hint = tr("Ways out")
    none = tr("Nothing else would help.")

    def __init__(self, session: Session, client: Client) -> None:
        self._session, self._client = session, client
        self.wish: Book | None = None
        self.why: Why | None = None
        for one in _coming(session):
            wish = Book(client.id, one.id)
            why = session.why_not(wish)
            if why is None:
                return
            if why.code not in OF_THAT_CLASS:
                self.wish, self.why = wish, why
                return

    def find(self, typed: str) -> Sequence[Choice]:
        """The ways, those that can be gone now first."""
        mends = self.why.mends if self.why else ()
        lines = [
            Choice(key=str(at), title=words_of(mend), note=_whose(mend))
            for at, mend in sorted(enumerate(mends), key=lambda pair: not pair[1].may)
        ]
        return [one for one in lines if typed.strip().casefold() in one.title.casefold()]

    def ask(self, key: str) -> Answer:
        """Whether who works here may go this way."""
        mend = self.mend(key)
        if not (mend.may or mend.pin):
            return Answer(_whose(mend), "", Tone.REFUSED)
        then = tr("Then the booking goes through.") if mend.way.then else ""
        pin = tr("A manager’s PIN is asked for. ") if mend.pin else ""
        return Answer(f"{pin}{then}", words_of(mend), Tone.ATTENTION if mend.pin else Tone.OK)

    def mend(self, key: str) -> Mend:
        """The way with this key."""
        assert self.why is not None  # noqa: S101
        return self.why.mends[int(key)]

    def cleared(self) -> str:
        """What was done."""
        return tr("Cleared the way for {0}").format(bold(self._client.name))


def words_of(mend: Mend) -> str:
    """A way out as a verb."""
    return WAYS.get(mend.way.name, mend.way.name.replace("_", " ").capitalize())


def _whose(mend: Mend) -> str:
    if mend.may:
        return ""
    if mend.pin:
        return tr("With a manager’s PIN")
    roles = [ROLES[role] for role in mend.roles if role in ROLES]
    return (
        tr("Can be done by {0}").format(tr(" or ").join(roles))
        if roles
        else tr("Cannot be done here")
    )

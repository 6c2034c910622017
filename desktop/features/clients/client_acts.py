"""Acts about the client in view that ask something first: which panel each opens."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.commands.passes import UnfreezePass
from core.commands.people import RevokeCard
from core.commands.registering import BookAgain
from core.domain.credits import Pass
from core.domain.people import BOUND, Client
from core.queries import occurrences, place
from core.rules.booking.mends import Mend
from desktop import suspending
from desktop.act_panel import FormAct
from desktop.features.clients import actions, acts, card_acts, credit_acts, pass_acts
from desktop.features.clients.course_choices import CourseChoices
from desktop.features.clients.details_of import suspension_of
from desktop.features.clients.more_choices import InstructorChoices, RestoreChoices
from desktop.features.clients.pass_card import EXTEND, FREEZE, UNFREEZE
from desktop.features.clients.person_choices import MergeChoices, PayerChoices
from desktop.features.clients.why_choices import SELL, WhyChoices, words_of
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.own_client import StaffOfClient
from desktop.reason_act import reason_act, reason_field
from desktop.session import Session
from desktop.signing import sign_own
from desktop.wording import bold


class ClientActs(QObject):
    """Signals ask the presenter and the frame: `act_asked` a form, `choice_asked` title, whom it is
    about and the choices, `sale_asked`, `payments_asked`, `export_asked`, `dates_asked`,
    `session_asked` the client, `told` a sentence."""

    act_asked = Signal(object)
    choice_asked = Signal(str, str, object)
    sale_asked = Signal(str)
    payments_asked = Signal(str)
    payment_asked = Signal(str)
    export_asked = Signal(str)
    dates_asked = Signal(str)
    session_asked = Signal(str)
    told = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ways: dict[str, Callable[[Client], None]] = {
            actions.EDIT: lambda one: self.act_asked.emit(acts.edit(session, one)),
            actions.WHY: self._why,
            actions.SIGN: self._sign,
            actions.HEALTH: lambda one: self.act_asked.emit(acts.answer_health(one)),
            actions.SUSPEND: lambda one: self.act_asked.emit(suspending.suspend(session, one)),
            actions.LIFT: self._lift,
            actions.MERGE: self._merge,
            actions.PAYER: self._payer,
            actions.PAYMENTS: lambda one: self.payments_asked.emit(one.id),
            actions.CARD: self._revoke,
            actions.EXPORT: lambda one: self.export_asked.emit(one.id),
            actions.ERASE: lambda one: self.act_asked.emit(acts.erase(one)),
            actions.CREDITS: self._correct,
            actions.COVER: self._cover,
            actions.COURSE: self._course,
            actions.DATES: lambda one: self.dates_asked.emit(one.id),
            actions.ASK: lambda one: self.session_asked.emit(one.id),
            actions.RESTORE: self._restore,
            actions.ASSIGN: self._assign,
            actions.LINK: self._link,
            actions.BIND: lambda one: self.act_asked.emit(card_acts.bind(session, one)),
            actions.TAKE_BACK: self._revoke_pass,
            actions.END_MEMBERSHIP: self._end_membership,
            actions.KEEP_MEMBERSHIP: self._keep_membership,
            actions.EMPTY_HEALTH: lambda one: self.act_asked.emit(pass_acts.withdraw_health(one)),
        }

    def do(self, ident: str, client_id: str) -> None:
        """Do the act of an action about a client."""
        client = self._session.source.rows.get(Client, client_id)
        if client is not None:
            self._ways[ident](client)

    def with_pass(self, act: str, client_id: str, pass_id: str) -> None:
        """Freeze, extend or wake a pass."""
        rows = self._session.source.rows
        client, held = rows.get(Client, client_id), rows.get(Pass, pass_id)
        if client is None or held is None:
            return
        if act == UNFREEZE:
            says = self.tr("Ended the pause of {0}").format(held.name)
            self._session.send(UnfreezePass(held.id), says=says)
            return
        make = {FREEZE: acts.freeze, EXTEND: acts.extend}[act]
        self.act_asked.emit(make(self._session, client, held))

    def again(self, client_id: str, occurrence_id: str) -> None:
        """The same class in the weeks that follow (BK-14)."""
        session = self._session
        client = session.source.rows.get(Client, client_id)
        line = occurrences.occurrence(session.source, occurrence_id)
        if client is None or line is None:
            return
        weeks = Field(
            name="weeks",
            label=self.tr("For how many weeks"),
            kind=Kind.WHOLE,
            limit=limit_of(BookAgain, "weeks"),
            wide=3,
        )
        about = self.tr("{0}, {1}: the same day and time in the weeks that follow.")
        self.act_asked.emit(
            FormAct(
                title=self.tr("Book again"),
                about=about.format(client.name, line.name),
                verb=self.tr("Book"),
                sections=(Section("", (weeks,)),),
                values={"weeks": 1},
                make=lambda values: BookAgain(
                    client.id, occurrence_id, values["weeks"], pay_at_desk=True
                ),
                says=self.tr("Booked {0} again").format(bold(client.name)),
            )
        )

    def mend(self, client_id: str, mend: Mend, choices: WhyChoices) -> None:
        """Go a way out of a refusal: at once, or by what still has to be said."""
        way = mend.way
        if way.name == SELL:
            self.sale_asked.emit(client_id)
        elif way.name == "take_payment":
            self.payment_asked.emit(client_id)
        elif (command := way.command()) is not None:
            self._session.send(command, says=choices.cleared())
        elif way.asks == ("reason",):
            self.act_asked.emit(self._with_reason(mend, choices))
        else:
            self.told.emit(self.tr("This is changed in Settings."))

    def _with_reason(self, mend: Mend, choices: WhyChoices) -> FormAct:
        return reason_act(
            words_of(mend),
            words_of(mend),
            lambda reason: mend.way.command(reason=reason),
            choices.cleared(),
            asked=reason_field(required=True),
        )

    def _why(self, client: Client) -> None:
        choices = WhyChoices(self._session, client)
        first = client.name.partition(" ")[0]
        if choices.why is None:
            self.told.emit(self.tr("Nothing stops {0} from booking.").format(bold(first)))
            return
        title = self.tr("Why can’t {0} book?").format(first)
        said = f"{choices.why.says} {choices.why.advice}".strip()
        self.choice_asked.emit(title, said, choices)

    def _sign(self, client: Client) -> None:
        act = sign_own(self._session, client)
        if act is None:
            self.told.emit(self.tr("No waiver is published. It is written in Settings."))
        else:
            self.act_asked.emit(act)

    def _correct(self, client: Client) -> None:
        none = self.tr("{0} has no pass.")
        self._ask_if(credit_acts.correct(self._session, client), none, client)

    def _cover(self, client: Client) -> None:
        none = self.tr("{0} has no booking near.")
        self._ask_if(credit_acts.change_cover(self._session, client), none, client)

    def _revoke_pass(self, client: Client) -> None:
        none = self.tr("{0} has no pass.")
        self._ask_if(pass_acts.revoke(self._session, client), none, client)

    def _end_membership(self, client: Client) -> None:
        none = self.tr("{0} has no membership that goes on.")
        self._ask_if(pass_acts.end_membership(self._session, client), none, client)

    def _keep_membership(self, client: Client) -> None:
        command = pass_acts.keep_membership(self._session, client)
        if command is None:
            none = self.tr("No membership of {0} was to end.")
            self.told.emit(none.format(bold(client.name)))
        else:
            says = self.tr("The membership of {0} goes on").format(bold(client.name))
            self._session.send(command, says=says)

    def _ask_if(self, act: FormAct | None, none: str, client: Client) -> None:
        """Ask for a form, or say why there is none."""
        if act is None:
            self.told.emit(none.format(bold(client.name)))
        else:
            self.act_asked.emit(act)

    def _course(self, client: Client) -> None:
        choices = CourseChoices(self._session, client.id)
        self.choice_asked.emit(self.tr("Enrol in a course"), client.name, choices)

    def _restore(self, client: Client) -> None:
        title = self.tr("Restore a cancelled booking")
        self.choice_asked.emit(title, client.name, RestoreChoices(self._session, client.id))

    def _assign(self, client: Client) -> None:
        title = self.tr("Whose own client?")
        self.choice_asked.emit(title, client.name, InstructorChoices(self._session, client.id))

    def _link(self, client: Client) -> None:
        title = self.tr("Who of the staff is it?")
        self.choice_asked.emit(title, client.name, StaffOfClient(self._session, client))

    def _lift(self, client: Client) -> None:
        barred = suspension_of(self._session, client.id)
        if barred is None:
            self.told.emit(self.tr("{0} is not suspended.").format(bold(client.name)))
        else:
            self.act_asked.emit(suspending.lift(client, barred.location_id))

    def _merge(self, client: Client) -> None:
        title = self.tr("Merge with another record")
        self.choice_asked.emit(title, client.name, MergeChoices(self._session, client))

    def _payer(self, client: Client) -> None:
        title = self.tr("Who pays for {0}?").format(client.name.partition(" ")[0])
        self.choice_asked.emit(title, client.name, PayerChoices(self._session, client))

    def _revoke(self, client: Client) -> None:
        cards = place.cards(self._session.source, client.id)
        bound = [card for card in cards if card.state == BOUND]
        if not bound:
            self.told.emit(self.tr("{0} has no card.").format(bold(client.name)))
            return
        for card in bound:
            says = self.tr("Revoked the card of {0}").format(bold(client.name))
            self._session.send(RevokeCard(card.id), says=says)

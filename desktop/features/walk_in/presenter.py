"""The walk-in, alive: one command lets in who stands at the desk, known or new (BK-8)."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from core.changes import Outcome
from core.commands.arrivals import CheckIn, WalkIn
from core.commands.people import CreateClient, NewClient
from core.commands.registry import Command
from core.commands.sales import Sale, SellPass
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.queries import place
from desktop import formats
from desktop.features.walk_in.choices import (
    AT_THE_DESK,
    BY_RULE,
    SELL,
    classes_now,
    contact_of,
    known_clients,
    known_of,
    products_for,
    sale_option,
)
from desktop.features.walk_in.model import Answer, Draft, Known, Option
from desktop.features.walk_in.panel import WalkInPanel
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.wording import bold

DRAFT = "walk-in"


class WalkInPresenter(QObject):
    """`left` closes the panel, `client_made` opens a new client who takes no class."""

    left = Signal()
    client_made = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.panel = WalkInPanel(self)
        self.panel.let_in.connect(self._let_in)
        self.panel.close_asked.connect(self._leave)

    def start(self, name: str = "", client_id: str = "", *, with_class: bool = True) -> None:
        """Begin for nobody yet, for a name, or for a client; a draft that was left comes back."""
        client = self._session.source.rows.get(Client, client_id) if client_id else None
        kept = self._session.draft(DRAFT) if not (name or client) else {}
        self.panel.start(
            name or kept.get("name", ""),
            known_of(client) if client else None,
            with_class=with_class,
        )
        if kept.get("contact"):
            self.panel.contact.setText(kept["contact"])
            self.panel.look()

    def known(self, draft: Draft) -> Sequence[Known]:
        """Who is known already and fits."""
        return known_clients(self._session, draft)

    def classes(self) -> Sequence[Option]:
        """Classes to walk in to, the one open now in front."""
        return classes_now(self._session)

    def ways_to_pay(self, draft: Draft) -> Sequence[Option]:
        """What covers it by rule, passes to sell, or money at the desk."""
        session = self._session
        sales = [sale_option(session, one) for one in products_for(session, draft.occurrence_id)]
        if not draft.occurrence_id:
            return [Option(BY_RULE, self.tr("Nothing now")), *sales]
        covered = self._covered(draft)
        at_desk = [] if covered else self._at_desk(draft)
        return [*([Option(BY_RULE, covered)] if covered else []), *sales, *at_desk]

    def ask(self, draft: Draft) -> Answer:
        """What Enter would do, by the same handler that will run."""
        self._keep(draft)
        if not draft.name:
            return Answer(self.tr("Type a name."), "")
        if not draft.client_id and contact_of(draft.contact, self._session.country) is None:
            said = self.tr("The contact is neither a phone number nor an e-mail address.")
            return Answer(said, "", Tone.ATTENTION)
        result = self._session.preview(self._command(draft))
        if isinstance(result, Refusal) and result.code == "already_booked":
            return Answer(self.tr("Booked already: Enter checks in."), self.tr("Check in"), Tone.OK)
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        if not draft.occurrence_id:
            return Answer(self.tr("Adds a new client."), self.tr("Add client"), Tone.OK)
        return Answer(self._told(draft, result), self.tr("Let in"), Tone.OK)

    def _told(self, draft: Draft, result: Outcome) -> str:
        new = "" if draft.client_id else self.tr("New face. ")
        due = result.facts.get("price_due") or 0
        if due:
            amount = formats.money(int(due), self._session.currency)
            return new + self.tr("{0} stays due.").format(amount)
        name = result.facts.get("pass_name")
        return new + (self.tr("{0} pays.").format(name) if name else self.tr("Nothing is due."))

    def _covered(self, draft: Draft) -> str:
        if not draft.client_id:
            return ""
        result = self._session.preview(WalkIn(draft.occurrence_id, draft.client_id))
        if isinstance(result, Refusal):
            return ""
        left = result.facts.get("credits_left")
        name = str(result.facts.get("pass_name") or self.tr("Nothing is due"))
        return name if left is None else self.tr("{0}, {1} left after it").format(name, left)

    def _at_desk(self, draft: Draft) -> list[Option]:
        who = NewClient(draft.name or "?") if not draft.client_id else None
        probe = WalkIn(draft.occurrence_id, draft.client_id, who, pay_at_desk=True)
        result = self._session.preview(probe)
        if isinstance(result, Refusal):
            return [Option(AT_THE_DESK, self.tr("Pay at the desk"))]
        due = formats.money(int(result.facts.get("price_due") or 0), self._session.currency)
        return [Option(AT_THE_DESK, self.tr("Pay at the desk, {0} due").format(due))]

    def _command(self, draft: Draft) -> Command:
        new = None if draft.client_id else self._new(draft)
        if not draft.occurrence_id:
            return CreateClient(new or NewClient(draft.name))
        return WalkIn(
            draft.occurrence_id,
            draft.client_id,
            new,
            self._sale(draft),
            pay_at_desk=draft.pays == AT_THE_DESK,
        )

    def _new(self, draft: Draft) -> NewClient:
        email, phone = contact_of(draft.contact, self._session.country) or ("", "")
        return NewClient(
            draft.name, email=email, phone=phone, home_location_id=self._session.location_id
        )

    def _sale(self, draft: Draft) -> Sale | None:
        if not draft.pays.startswith(SELL):
            return None
        key = draft.pays.removeprefix(SELL)
        price = next(one.price for one in place.products(self._session.source) if one.id == key)
        return Sale(key, price, "cash", self._session.next_receipt())

    def _let_in(self, draft: Draft) -> None:
        session = self._session
        sale = self._sale(draft)

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Refusal):
                self.panel.look()
                return
            self.panel.rest()
            session.keep_draft(DRAFT, {})
            self.left.emit()
            if not draft.occurrence_id:
                self._made(str(result.facts["client_id"]), sale)

        command = self._command(draft)
        result = session.preview(command)
        if isinstance(result, Refusal) and result.code == "already_booked":
            command = CheckIn(draft.client_id, draft.occurrence_id)
        session.send(command, then, says=self._says)

    def _made(self, client_id: str, sale: Sale | None) -> None:
        session = self._session
        if sale is not None:
            says = self.tr("Sold a pass, {0}").format(sale.receipt)
            sold = SellPass(
                client_id, sale.product_id, session.location_id, sale.price, "cash", sale.receipt
            )
            session.send(sold, says=says)
        self.client_made.emit(client_id)

    def _says(self, done: Outcome) -> str:
        name = bold(str(done.facts.get("client_name", "")))
        if "class_name" not in done.facts:
            return self.tr("Added {0}").format(name)
        return self.tr("Let {0} in to {1}").format(name, done.facts["class_name"])

    def _keep(self, draft: Draft) -> None:
        typed = {} if draft.client_id else {"name": draft.name, "contact": draft.contact}
        typed = {key: text for key, text in typed.items() if text}
        if typed != self._session.draft(DRAFT):
            self._session.keep_draft(DRAFT, typed)

    def _leave(self) -> None:
        self.panel.rest()
        self._session.keep_draft(DRAFT, {})
        self.left.emit()

"""Taking money, alive: what a client owes from the store, each payment as a command (BK-31)."""

from PySide6.QtCore import QObject, Signal

from core.changes import ChangeSet
from core.commands.sales import TakePayment
from core.domain.people import Client
from core.queries import dues
from core.queries.dues import Due
from desktop import formats
from desktop.features.payment.panel import METHODS, DueLine, PaymentPanel
from desktop.session import Session, concerns
from desktop.widgets.reload import Reload
from desktop.wording import bold


class PaymentPresenter(QObject):
    """`left` when there is nothing more to take."""

    left = Signal()

    def __init__(self, panel: PaymentPanel, session: Session) -> None:
        super().__init__(panel)
        self.panel = panel
        self._session = session
        self._client_id = ""
        self._dues: dict[str, Due] = {}
        self._reload = Reload(panel, self._read)
        panel.taken.connect(self._take)
        panel.close_asked.connect(self.left)
        session.changed.connect(self._changed)

    def show(self, client_id: str, chosen: str = "") -> bool:
        """Show what a client owes; False where that is nothing."""
        self._client_id = client_id
        self._read(chosen)
        return bool(self._dues)

    def _read(self, chosen: str = "") -> None:
        session = self._session
        client = session.source.rows.get(Client, self._client_id)
        found = dues.dues(session.source, self._client_id)
        self._dues = {due.key: due for due in found}
        lines = [self._line(due) for due in found]
        self.panel.show_dues(client.name if client else "", lines, chosen)

    def _line(self, due: Due) -> DueLine:
        session = self._session
        when = formats.moment(due.at, due.zone or session.zone, session.now())
        since = self.tr("Since {0}") if due.item_id else self.tr("Pass sold {0}")
        note = when if due.occurrence_id else since.format(when)
        amount = formats.money(due.amount, session.currency)
        return DueLine(key=due.key, text=due.name, note=note, amount=amount)

    def _changed(self, changes: ChangeSet) -> None:
        if self._client_id and concerns(changes, *dues.TABLES):
            self._reload.ask()

    def _take(self, key: str, method: str) -> None:
        due = self._dues.pop(key, None)
        if due is None:
            return
        session = self._session
        receipt = session.next_receipt()
        command = TakePayment(
            self._client_id,
            due.amount,
            METHODS[method],
            receipt,
            due.occurrence_id,
            due.pass_id,
            due.item_id,
        )
        client = session.source.rows.get(Client, self._client_id)
        says = self.tr("Took {0} from {1}, {2}").format(
            formats.money(due.amount, session.currency),
            bold(client.name if client else ""),
            receipt,
        )
        session.send(command, says=says)
        if not self._dues:
            self.left.emit()

"""Pictures of money: the till, payments, the drawer, receipts, reports."""

from collections.abc import Callable

from core.commands.people import EditClient, FieldChange
from core.domain.people import Client
from core.domain.settings import RECEIPT_PAPER
from desktop.actions.screens import Screen
from desktop.features.reports.presenter import ReportsPresenter
from desktop.features.sell import actions as sell
from desktop.printing.presenter import PrintJob
from desktop.printing.receipt import receipt_sheet
from tests.desktop.pictures.stage import Stage

Scene = Callable[[Stage], None]
LONG_AGO = "months_12"


def _till(stage: Stage, name: str) -> None:
    stage.go(Screen.SELL)
    stage.do(sell.CLEAR)
    stage.desk.links.sell(stage.studio.clients[name])
    stage.settle()


def _basket(stage: Stage) -> None:
    _till(stage, "Priya Nair")
    for number in (1, 4):
        stage.do(sell.add_seen(number))
    stage.desk.screens.sell._discount("percent", "5", "Neighbour")


def _client_payments(stage: Stage) -> None:
    _till(stage, "Priya Nair")
    stage.do(sell.CLIENT_PAYMENTS)


def _household(stage: Stage) -> None:
    """The payer with a member's pass in the basket; a household is made where there is none."""
    live = stage.desk
    source = live.session.source
    payer, member = (stage.studio.clients[name] for name in ("Priya Nair", "Joanna Kowalska"))
    row = source.rows.get(Client, member)
    if row is not None and not row.payer_id:
        live.session.send(EditClient(member, {"payer_id": FieldChange("", payer)}))
        stage.settle()
    _till(stage, "Joanna Kowalska")
    stage.do(sell.add_seen(1))
    stage.do(sell.PAYER)


def _sold(stage: Stage) -> None:
    _till(stage, "Joanna Kowalska")
    stage.do(sell.add_seen(1))
    stage.do(sell.TAKE)
    done = stage.desk.screens.sell
    stage.until(lambda: done._receipt)


def _receipt(stage: Stage) -> None:
    _sold(stage)
    session = stage.desk.session
    sheet = receipt_sheet(session, stage.desk.screens.sell._receipt)
    assert sheet is not None
    stage.desk.links.print(PrintJob(sheet, RECEIPT_PAPER))


def _does(ident: str) -> Scene:
    def play(stage: Stage) -> None:
        stage.go(Screen.SELL)
        stage.do(ident)

    return play


def _report(ident: str) -> Scene:
    def play(stage: Stage) -> None:
        _reports(stage, ident)

    return play


def _reports(stage: Stage, ident: str) -> ReportsPresenter:
    stage.go(Screen.REPORTS)
    reports = stage.desk.screens.reports
    stage.until(lambda: not reports.aside.busy())
    filters = reports._screen.filters
    filters.period.setCurrentIndex(filters.period.findData(LONG_AGO))
    reports._screen.list.choose(ident)
    stage.until(lambda: not reports.aside.busy())
    return reports


def _behind(stage: Stage) -> None:
    reports = _reports(stage, "fill")
    reports._open(reports._screen.table.model.rows()[0].key)
    stage.until(lambda: not reports.aside.busy())


def _printed(stage: Stage) -> None:
    reports = _reports(stage, "fill")
    stage.until(lambda: reports._shown is not None)
    stage.do("reports.print_report")


SCENES: dict[str, Scene] = {
    "sell": lambda stage: stage.go(Screen.SELL),
    "sell-basket": _basket,
    "sell-household": _household,
    "sell-sold": _sold,
    "sell-receipt": _receipt,
    "sell-payments": _does(sell.PAYMENTS),
    "sell-client-payments": _client_payments,
    "sell-refund": _does(sell.REFUND),
    "sell-drawer": _does(sell.DRAWER),
    "sell-closing": _does(sell.CLOSE),
    "reports": _report("fill"),
    "reports-times": _report("times"),
    "reports-cancelling": _report("cancelling"),
    "reports-attendance": _report("attendance"),
    "reports-months": _report("revenue_months"),
    "reports-pay": _report("pay"),
    "reports-newcomers": _report("newcomers"),
    "reports-waitlists": _report("waitlists"),
    "reports-passes": _report("pass_use"),
    "reports-behind": _behind,
    "reports-paper": _printed,
}

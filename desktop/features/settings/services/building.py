"""The class builder, alive: previews from the store, then a service and its series (SVC-4)."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from core.changes import Outcome
from core.domain.refusals import Refusal
from core.ports import Reader
from core.rules.schedule.planning import Planned, plan
from desktop import formats
from desktop.conflict_words import conflict_words
from desktop.features.settings.services.builder import ClassBuilder
from desktop.features.settings.services.builder_model import (
    proposal_of,
    series_from,
    service_from,
    until_of,
)
from desktop.features.settings.services.builder_preview import Preview
from desktop.features.settings.services.values import BLANK, values_of
from desktop.saying import counted
from desktop.session import Session
from desktop.widgets.date_list import DateLine
from desktop.wording import bold

DRAFT = "settings/ClassBuilder"
CODES = {
    "session_too_large": "capacity",
    "resource_unknown": "holds",
    "invalid_date": "first",
    "too_many_dates": "until",
    "staff_unknown": "lead_id",
    "not_permitted": "name",
}


class Building(QObject):
    """Binds one builder to the store; `ended` when it is left or the class is there."""

    ended = Signal()

    def __init__(self, session: Session, back_to: str) -> None:
        super().__init__()
        self._session = session
        self._mode_chosen = False
        self.view = ClassBuilder(session.source, self._blank(), session.currency, back_to)
        self.setParent(self.view)
        self.view.asked.connect(self._preview)
        self.view.created.connect(self._create)
        self.view.left.connect(self._leave)
        self.view.drafted.connect(lambda draft: session.keep_draft(DRAFT, draft))
        self.view.ready.connect(self._begin)

    def _begin(self) -> None:
        for form in self.view.forms.values():
            form.changed.connect(self._fit)
        self.view.take_draft(self._session.draft(DRAFT))
        self._fit()

    def _blank(self) -> dict[str, Any]:
        session = self._session
        today = str(formats.local(session.now(), session.zone).date())
        return {
            **values_of(BLANK),
            "one_on_one": False,
            "trainer_keeps": False,
            "first_visit": False,
            "limited": True,
            "premium": False,
            "location_id": session.location_id,
            "weekdays": (),
            "start": "18:00",
            "first": today,
            "until": "",
        }

    def _fit(self) -> None:
        """The mode follows the answers until somebody chooses another; so do seats."""
        details, price = self.view.forms["details"], self.view.forms["pricing"]
        proposal = proposal_of(details.values())
        one = details.value("one_on_one")
        for name in ("trainer_keeps", "first_visit"):
            details.show_field(name, one)
        for name in ("limited", "premium"):
            details.show_field(name, not one)
        if "mode" not in details.draft() or not details.was_typed("mode"):
            details.put("mode", proposal.mode)
        if (
            one
            and not details.was_typed("capacity")
            and details.value("capacity") == BLANK.capacity
        ):
            details.put("capacity", 1)
        pays = price.value("pay_mode")
        for name in ("price", "tax_rate", "credit_needed"):
            price.show_field(name, pays != "free")
        for name in ("deposit", "deposit_percent"):
            price.show_field(name, pays == "deposit")

    def _preview(self, values: dict[str, Any]) -> None:
        result, rows = self._session.rehearse(service_from(values))
        if isinstance(result, Refusal):
            self.view.refuse(CODES.get(result.code, ""), self._session.sentence(result))
            return
        planned = self._planned(rows, values, result.facts["service_id"])
        if isinstance(planned, Refusal):
            self.view.refuse(CODES.get(planned.code, "weekdays"), self._session.sentence(planned))
            return
        self.view.show_preview(self._shown(values, planned))
        if planned and all(one.conflicts for one in planned):
            said = self.tr("Every date is in conflict. Choose another time or teacher.")
            self.view.refuse("weekdays", said)

    def _planned(
        self, rows: Reader, values: dict[str, Any], service_id: str
    ) -> tuple[Planned, ...] | Refusal:
        series = series_from(values, service_id)
        return plan(rows, series, until_of(values)) if series is not None else ()

    def _shown(self, values: dict[str, Any], planned: tuple[Planned, ...]) -> Preview:
        session = self._session
        lines = tuple(
            DateLine(
                key=one.local_date,
                text=f"{formats.short_day(one.starts_at, session.zone)}  "
                f"{formats.clock(one.starts_at, session.zone)}",
                conflict=conflict_words(session, one.conflicts[0]) if one.conflicts else "",
            )
            for one in planned
        )
        clashes = sum(bool(one.conflicts) for one in planned)
        made = len(planned) - clashes
        summary = counted(made, "1 date", "{0} dates")
        seats = counted(made * values["capacity"], "1 seat", "{0} seats")
        note = self.tr("{0} in conflict are left out").format(clashes) if clashes else ""
        if not planned:
            return Preview(summary=self.tr("No dates yet"))
        return Preview(lines, f"{summary} · {seats}", note)

    def _create(self, values: dict[str, Any]) -> None:
        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Refusal):
                self.view.refuse(CODES.get(result.code, ""), self._session.sentence(result))
                return
            self._session.keep_draft(DRAFT, {})
            self._plan(values, str(result.facts["service_id"]))
            self.ended.emit()

        says = self.tr("Added {0}").format(bold(values["name"]))
        self._session.send(service_from(values), then, says=says, quiet=True)

    def _plan(self, values: dict[str, Any], service_id: str) -> None:
        planned = self._planned(self._session.source.rows, values, service_id)
        if isinstance(planned, Refusal) or not planned:
            return
        skipped = tuple(one.local_date for one in planned if one.conflicts)
        series = series_from(values, service_id, skipped, until_of(values))
        if series is None:
            return
        made = counted(len(planned) - len(skipped), "1 class", "{0} classes")
        says = self.tr("Planned {0}, {1}").format(bold(values["name"]), made)
        self._session.send(series, says=says)

    def _leave(self) -> None:
        self.ended.emit()

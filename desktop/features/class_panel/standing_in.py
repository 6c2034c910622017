"""Who could lead instead, in words: why they fit, what speaks against them, what it costs."""

from PySide6.QtCore import QObject

from core.changes import Outcome
from core.commands.substituting import Substitute
from core.queries import substitutes
from core.rules.instructors.substitutes import Candidate
from core.rules.permissions import permits
from desktop import formats
from desktop.features.class_panel.model import Stand
from desktop.session import Session

MOST = 20


class StandingIn(QObject):
    """The candidates of a class, and the command that gives it to one."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._against: dict[str, tuple[str, ...]] = {}

    def stands(self, occurrence_id: str) -> list[Stand]:
        """Who could, the best first."""
        found = substitutes.of_occurrence(self._session.source.rows, occurrence_id)[:MOST]
        self._against = {one.staff_id: one.against for one in found}
        pays = permits(self._session.source.rows, self._session.act(), "manage_pay")
        return [self._stand(occurrence_id, one, pays=pays) for one in found]

    def command(self, occurrence_id: str, staff_id: str, reason: str) -> Substitute:
        """Give the class to somebody, over what is known to speak against it."""
        against = self._against.get(staff_id, ())
        return Substitute(occurrence_id, staff_id, reason, against)  # type: ignore[arg-type]

    def _stand(self, occurrence_id: str, one: Candidate, *, pays: bool) -> Stand:
        result = self._session.preview(self.command(occurrence_id, one.staff_id, "ill"))
        barred = "" if isinstance(result, Outcome) else self.tr("Only a manager may")
        words = self._words()
        parts = [
            self.tr("knows it") if one.known else self.tr("has not taught it"),
            "" if one.here else self.tr("works elsewhere"),
            self.tr("{0} away").format(formats.span(one.way_min)) if one.way_min else "",
            self.tr("{0} this week").format(formats.span(one.week_min)),
            self._pay(occurrence_id, one.staff_id) if pays else "",
        ]
        return Stand(
            staff_id=one.staff_id,
            name=one.name,
            note=" · ".join(part for part in parts if part),
            against=", ".join(words.get(code, code) for code in one.against),
            barred=barred,
        )

    def _pay(self, occurrence_id: str, staff_id: str) -> str:
        amount = substitutes.expected_pay(self._session.source.rows, occurrence_id, staff_id)
        return formats.money(amount, self._session.currency) if amount is not None else ""

    def _words(self) -> dict[str, str]:
        return {
            "instructor_travel": self.tr("too far from the class before or after"),
            "instructor_unavailable": self.tr("outside their hours"),
            "instructor_buffer": self.tr("no pause before or after"),
            "instructor_not_qualified": self.tr("does not teach this"),
            "instructor_away": self.tr("has time off"),
        }

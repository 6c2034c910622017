"""Takes equipment out of order and puts it back; which classes no longer fit is said before."""

from datetime import date, timedelta
from typing import Any

from core.changes import Outcome
from core.commands.registry import Command
from core.commands.spots import TakeOutOfOrder
from core.domain.schedule import Resource
from core.domain.spots import SPOTS_OF_RESOURCE
from desktop import formats
from desktop.features.settings.listing import ListWords
from desktop.features.settings.subject import FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.session import Session
from desktop.wording import bold

MOST_NAMED = 3


class Outages(Subject):
    """The form "out of order" of one resource (RES-5)."""

    codes = {  # noqa: RUF012
        "outage_too_large": "units",
        "ends_before_start": "until",
        "spot_unknown": "spot_id",
    }

    def __init__(self, session: Session, resource: Resource) -> None:
        super().__init__(session)
        self._resource = resource

    def words(self) -> ListWords:
        return ListWords(self._resource.name, "", "")

    def form(self, _key: str) -> FormSpec | None:
        session, row = self.session, self._resource
        today = str(formats.local(session.now(), session.zone).date())
        spots = session.source.rows.find(SPOTS_OF_RESOURCE, row.id)
        numbered = tuple(Option(spot.id, spot.label) for spot in spots)
        which = Field(
            name="spot_id",
            label=self.tr("Which one"),
            kind=Kind.CHOICE,
            options=(Option("", self.tr("any")), *numbered),
            wide=2,
        )
        fields = (
            Field(
                name="units",
                label=self.tr("How many"),
                kind=Kind.WHOLE,
                limit=limit_of(TakeOutOfOrder, "units"),
                wide=2,
            ),
            *((which,) if numbered else ()),
            Field(name="first", label=self.tr("From"), kind=Kind.DATE, required=True, wide=3),
            Field(
                name="until",
                label=self.tr("Until, included"),
                kind=Kind.DATE,
                example=self.tr("not known yet"),
                wide=3,
            ),
            Field(name="reason", label=self.tr("Why"), limit=limit_of(TakeOutOfOrder, "reason")),
        )
        values: dict[str, Any] = {"units": 1, "first": today, "until": "", "reason": ""}
        return FormSpec(
            title=self.tr("{0} out of order").format(row.name),
            note=self.tr("Classes that no longer fit keep their date and are flagged."),
            sections=(Section("", fields),),
            values={**values, "spot_id": ""} if numbered else values,
            save=self.tr("Take out of order"),
        )

    def command(self, _key: str, values: dict[str, Any], _changed: set[str]) -> Command:
        zone = self.session.zone
        starts = max(
            formats.midnight(date.fromisoformat(values["first"]), zone), self.session.now()
        )
        ends = _day_after(values["until"], zone) if values["until"] else 0
        spot = values.get("spot_id", "")
        return TakeOutOfOrder(
            self._resource.id, starts, ends, 1 if spot else values["units"], spot, values["reason"]
        )

    def says(self, _key: str, _values: dict[str, Any]) -> str:
        return self.tr("Took {0} out of order").format(bold(self._resource.name))

    def foresees(self, _key: str, outcome: Outcome) -> str:
        return lost_words(self, outcome)


def _day_after(day: str, zone: str) -> int:
    return formats.midnight(date.fromisoformat(day) + timedelta(days=1), zone)


def lost_words(subject: Subject, outcome: Outcome) -> str:
    """Which classes would no longer fit (RES-5)."""
    count = int(outcome.facts.get("count", 0))
    if not count:
        return ""
    names = [
        f"{one['class_name']} {formats.short_day(one['starts_at'], one['zone'])}"
        for one in outcome.facts.get("classes", [])[:MOST_NAMED]
        if "class_name" in one
    ]
    told = (
        subject.tr("{0} classes would no longer fit: {1}")
        if names
        else subject.tr("{0} classes would no longer fit.")
    )
    return told.format(count, ", ".join(names))

"""A new class or series, alive: every date with its conflicts first, then one command (SCH-3)."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from core.changes import Outcome
from core.commands.registry import Command
from core.commands.schedule import CreateOccurrence, CreateSeries
from core.domain.refusals import Refusal
from core.domain.zones import MINUTE_MS
from core.rules.schedule.conflicts import OVERRIDABLE
from core.rules.schedule.planning import Planned, plan
from desktop import formats
from desktop.conflict_words import conflict_words
from desktop.features.new_series.choices import choices_at, service_for
from desktop.features.new_series.model import (
    Part,
    SeriesChoices,
    SeriesDraft,
    SeriesPreview,
)
from desktop.features.new_series.view import NewSeriesPanel
from desktop.overriding import overriding
from desktop.saying import tr
from desktop.session import Session
from desktop.widgets.date_list import DateLine
from desktop.wording import bold

HORIZON_WEEKS = 12
DRAFT = "new_series"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS: Mapping[str, Part] = {
    "service_unknown": Part.SERVICE,
    "session_too_large": Part.CAPACITY,
    "too_many_dates": Part.UNTIL,
    "invalid_date": Part.FIRST,
    "rule_invalid": Part.WEEKDAYS,
    "staff_unknown": Part.INSTRUCTOR,
}


class NewSeriesPresenter(QObject):
    """`made` tells when a class or a series came to be; `left` closes the panel."""

    made = Signal()
    left = Signal()

    def __init__(self, panel: NewSeriesPanel, session: Session) -> None:
        super().__init__(panel)
        self.panel = panel
        self._session = session
        self._about = ""
        self._shown: SeriesDraft | None = None
        panel.set_preview(self._preview)
        panel.saved.connect(self._save)
        panel.draft_changed.connect(self._keep)
        panel.close_asked.connect(self._leave)

    def start(
        self, starts_at: int, minutes: int = 0, resource_id: str = "", lead: str = ""
    ) -> None:
        """Begin at a moment (UTC ms), with what the place that was clicked says of it.

        What was typed and not saved comes back: at the same place, and after a kill (U-80).
        """
        session = self._session
        there = formats.local(starts_at, session.zone)
        offered = choices_at(session)
        before, self._about = self._about, f"{starts_at} {minutes} {resource_id} {lead}"
        kept = session.draft(DRAFT)
        if kept and (not before or kept["about"] == self._about):
            self._show(offered, msgspec.json.decode(kept["typed"], type=SeriesDraft))
            return
        self._start(offered, there.date(), f"{there:%H:%M}", (minutes, resource_id, lead))

    def _start(
        self, offered: SeriesChoices, day: date, start: str, known: tuple[int, str, str]
    ) -> None:
        minutes, resource_id, lead = known
        service = service_for(self._session, resource_id) or self._first(offered)
        usual = next((one for one in offered.services if one.ident == service), None)
        draft = SeriesDraft(
            service=service,
            instructor=lead,
            weekdays=(day.weekday(),),
            start=start,
            minutes=str(minutes or (usual.minutes if usual else 60)),
            first=str(day),
            capacity=str(usual.capacity) if usual else "",
            once=not self._may_plan(service, str(day), start),
        )
        self._show(offered, draft)

    def _show(self, offered: SeriesChoices, draft: SeriesDraft) -> None:
        self._shown = None
        self.panel.start(offered, draft)
        self._shown = self.panel.form.draft()

    def _first(self, offered: SeriesChoices) -> str:
        return offered.services[0].ident if offered.services else ""

    def _may_plan(self, service: str, day: str, start: str) -> bool:
        """Whether this person may make a series at all; a receptionist makes single classes."""
        here = self._session.location_id
        probe = CreateSeries(service, here, "FREQ=WEEKLY;COUNT=1", day, start, 60, 1)
        result = self._session.preview(probe)
        return not (isinstance(result, Refusal) and result.code == "not_permitted")

    def _preview(self, draft: SeriesDraft) -> SeriesPreview:
        if not draft.service:
            return SeriesPreview(errors={Part.SERVICE: self.tr("Choose a service")})
        return self._once(draft) if draft.once else self._weekly(draft)

    def _once(self, draft: SeriesDraft) -> SeriesPreview:
        asks = self._may_override()
        plain = self._session.preview(self._single(replace(draft, reason="")))
        asks = asks and isinstance(plain, Refusal) and plain.code in OVERRIDABLE
        draft = draft if asks else replace(draft, reason="")
        result = self._session.preview(self._single(draft)) if draft.reason else plain
        line = self._date(draft.first, draft.start, result)
        if isinstance(result, Outcome):
            if isinstance(plain, Refusal):
                line = replace(line, overridden=conflict_words(self._session, plain))
            return SeriesPreview(dates=(line,), summary=self.tr("1 class"), asks_reason=asks)
        part = PARTS.get(result.code)
        said = self._session.sentence(result)
        if part is not None:
            return SeriesPreview(dates=(line,), errors={part: said}, asks_reason=asks)
        summary = self.tr("1 class, in conflict")
        return SeriesPreview(dates=(line,), summary=summary, barred=said, asks_reason=asks)

    def _weekly(self, draft: SeriesDraft) -> SeriesPreview:
        planned = self._planned(draft)
        if isinstance(planned, Refusal):
            part = PARTS.get(planned.code, Part.FIRST)
            return SeriesPreview(errors={part: self._session.sentence(planned)})
        asks = self._may_override() and any(one.conflicts and not one.hard for one in planned)
        draft = draft if asks else replace(draft, reason="")
        lines = tuple(self._line(one, draft) for one in planned)
        clashes = sum(left_out(one, draft) for one in planned)
        over = sum(bool(one.conflicts) for one in planned) - clashes
        may = self._session.preview(self._series(draft, planned, generate=False))
        barred = self._session.sentence(may) if isinstance(may, Refusal) else ""
        if clashes == len(planned):
            barred = barred or self.tr("Every date is in conflict. Choose another time.")
        summary = self.tr("{0} classes").format(len(planned) - clashes)
        if clashes:
            summary += self.tr(" · {0} in conflict are left out").format(clashes)
        if over:
            summary += self.tr(" · {0} overridden").format(over)
        return SeriesPreview(dates=lines, summary=summary, barred=barred, asks_reason=asks)

    def _may_override(self) -> bool:
        """Whether a reason of this person lets conflicts pass (SCH-5)."""
        return self._session.may("override_conflict")

    def _planned(self, draft: SeriesDraft) -> tuple[Planned, ...] | Refusal:
        command = self._series(draft, (), generate=False)
        return plan(self._session.source.rows, command, self._until(draft))

    def _until(self, draft: SeriesDraft) -> str:
        horizon = date.fromisoformat(draft.first) + timedelta(weeks=HORIZON_WEEKS)
        return min(str(horizon), draft.until) if draft.until else str(horizon)

    def _series(
        self, draft: SeriesDraft, planned: tuple[Planned, ...], *, generate: bool
    ) -> CreateSeries:
        return CreateSeries(
            draft.service,
            self._session.location_id,
            "FREQ=WEEKLY;BYDAY=" + ",".join(DAYS[day] for day in draft.weekdays),
            draft.first,
            draft.start,
            int(draft.minutes),
            int(draft.capacity),
            draft.instructor,
            helpers(draft),
            end_date=draft.until,
            skipped=tuple(one.local_date for one in planned if left_out(one, draft)),
            generate_to=self._until(draft) if generate else "",
            override=overridden(planned, draft),  # type: ignore[arg-type]
            reason=draft.reason,
        )

    def _single(self, draft: SeriesDraft) -> Command:
        return overriding(
            self._session,
            lambda over: CreateOccurrence(
                draft.service,
                self._session.location_id,
                draft.first,
                draft.start,
                int(draft.minutes),
                int(draft.capacity),
                draft.instructor,
                helpers(draft),
                override=over,  # type: ignore[arg-type]
                reason=draft.reason if over else "",
            ),
            draft.reason,
        )

    def _date(self, day: str, start: str, result: Outcome | Refusal) -> DateLine:
        at = formats.wall(date.fromisoformat(day), start, self._session.zone)
        conflict = conflict_words(self._session, result) if isinstance(result, Refusal) else ""
        return DateLine(key=day, text=self._day(at), conflict=conflict)

    def _line(self, one: Planned, draft: SeriesDraft) -> DateLine:
        told = conflict_words(self._session, one.conflicts[0]) if one.conflicts else ""
        out = left_out(one, draft)
        return DateLine(
            key=one.local_date,
            text=self._day(one.starts_at),
            conflict=told if out else "",
            overridden="" if out or not told else tr("overridden: {0}").format(told),
        )

    def _day(self, at: int) -> str:
        zone = self._session.zone
        return f"{formats.short_day(at, zone)}  {formats.clock(at, zone)}"

    def _keep(self, draft: SeriesDraft) -> None:
        if self._shown is None or draft == self._shown:
            return  # nobody has typed anything
        typed = msgspec.json.encode(draft).decode()
        self._session.keep_draft(DRAFT, {"typed": typed, "about": self._about})

    def _leave(self) -> None:
        self._session.keep_draft(DRAFT, {})
        self.left.emit()

    def _save(self, draft: SeriesDraft) -> None:
        session = self._session
        planned: tuple[Planned, ...] = ()
        if not draft.once:
            found = self._planned(draft)
            planned = () if isinstance(found, Refusal) else found
        command: Command = (
            self._single(draft) if draft.once else self._series(draft, planned, generate=True)
        )
        name = next((c.text for c in choices_at(session).services if c.ident == draft.service), "")
        what = bold(f"{draft.start} {name.partition(' · ')[0]}")
        says = (
            self.tr("Added {0}").format(what)
            if draft.once
            else self.tr("Planned {0}, {1} classes").format(
                what, sum(not left_out(one, draft) for one in planned)
            )
        )

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                session.keep_draft(DRAFT, {})
                self.made.emit()
                self.left.emit()

        session.send(command, then, says=says)


def left_out(one: Planned, draft: SeriesDraft) -> bool:
    """Whether a date is not made: something stands against it that no reason overrides."""
    return bool(one.conflicts) and (one.hard or not draft.reason)


def overridden(planned: tuple[Planned, ...], draft: SeriesDraft) -> tuple[str, ...]:
    """What is overridden on the dates that are made all the same."""
    made = [one for one in planned if not left_out(one, draft)]
    return tuple(sorted({found.code for one in made for found in one.conflicts}))


def helpers(draft: SeriesDraft) -> tuple[str, ...]:
    """Who assists; who leads does not beside."""
    return (draft.assistant,) if draft.assistant not in ("", draft.instructor) else ()


def span_minutes(starts_at: int, ends_at: int) -> int:
    """How long a dragged range is."""
    return max(0, (ends_at - starts_at) // MINUTE_MS)

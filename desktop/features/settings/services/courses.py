"""Courses: a class with parts that follow each other, and when each part takes place (SVC-3)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from core.commands.registering import PlanCourseRun, SetCourseSteps, StepDate, StepPlan
from core.commands.registry import Command
from core.domain.catalogue import Service
from core.domain.courses import STEPS_OF_SERVICE, CourseStep
from core.domain.organisation import INSTRUCTOR, TRAINER
from core.domain.zones import DAY_MS
from core.queries import courses, place
from core.queries.courses import RunLine
from core.queries.everything import rows_of
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry, heading
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.saying import counted
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold

_LONGEST, _KEPT = 366 * DAY_MS, 730 * DAY_MS
"""How long ago a course may have begun that goes on, or that is listed as over."""
RUN = "run/"
DAY = "day "


class Courses(Subject):
    """The courses of the studio, and their dates at the location in view."""

    tables = courses.TABLES
    codes = {"service_unknown": "service_id"}  # noqa: RUF012

    def words(self) -> ListWords:
        return ListWords(
            self.tr("Courses"),
            self.tr(
                "A class in parts that follow each other. Clients are enrolled in all of them."
            ),
            self.tr("No courses yet. Choose a class and name its parts."),
            self.tr("Add a course") if self.session.may("manage_services") else "",
            self.tr("Over"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        source, now = self.session.source, self.session.now()
        since = now - (_KEPT if past else _LONGEST)
        runs = [
            line
            for line in courses.runs(source, self.session.location_id, since)
            if (line.ends_at <= now) == past
        ]
        found: list[Entry] = []
        for service, steps in courses.courses(source):
            mine = [line for line in runs if line.run.service_id == service.id]
            if past and not mine:
                continue
            found.append(heading(service.name))
            if not past:
                found.append(self._course(service, steps))
            found += [self._run(line, past=past) for line in mine]
        return found

    def form(self, key: str) -> FormSpec | None:
        if key.startswith(RUN):
            return self._run_form(key.removeprefix(RUN))
        service = self.session.source.rows.get(Service, key) if key else None
        if key and service is None:
            return None
        steps = self.session.source.rows.find(STEPS_OF_SERVICE, key) if key else []
        fields = () if key else (self._service_field(),)
        values: dict[str, Any] = {
            "parts": tuple(one.name for one in steps),
            "in_order": any(one.requires_before for one in steps),
            "make_up": all(one.make_up for one in steps),
        }
        options = self._services()
        if not key:
            values["service_id"] = options[0].value if options else ""
        return FormSpec(
            title=service.name if service else self.tr("New course"),
            note=self.tr("Who attended a part keeps it by its number.") if key else "",
            sections=(Section("", (*fields, *self._part_fields())),),
            values=values,
            save=self.tr("Save") if key else self.tr("Add course"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        if key.startswith(RUN) or (key and not changed):
            return None
        steps = tuple(
            StepPlan(name, values["in_order"] and number > 0, values["make_up"])
            for number, name in enumerate(values["parts"])
        )
        return SetCourseSteps(key or values["service_id"], steps)

    def says(self, key: str, values: dict[str, Any]) -> str:
        service = self.session.source.rows.get(Service, key or values.get("service_id", ""))
        return self.tr("Changed the parts of {0}").format(bold(service.name if service else ""))

    def deeds(self, key: str) -> Sequence[Deed]:
        service = self.session.source.rows.get(Service, key) if key else None
        steps = self.session.source.rows.find(STEPS_OF_SERVICE, key) if service else []
        if service is None or not steps or not self.session.may("manage_series"):
            return ()
        asks = Planning(self.session, service, steps)
        return (Deed(self.tr("Plan dates"), "calendar-plus", lambda: None, asks=lambda: asks),)

    def _run_form(self, run_id: str) -> FormSpec | None:
        line = courses.run(self.session.source, run_id)
        if line is None:
            return None
        zone = self.session.zone
        fields = tuple(
            Field(name=part.occurrence.id, label=part.name or self.tr("Part"), wide=3)
            for part in line.parts
        )
        values: dict[str, Any] = {
            part.occurrence.id: self.tr("{0} · {1} of {2}").format(
                formats.moment(part.occurrence.starts_at, zone, 0),
                part.seats,
                part.occurrence.capacity,
            )
            for part in line.parts
        }
        return FormSpec(
            title=line.name,
            note=self.tr("Clients are enrolled from their profile. Dates move on the calendar."),
            sections=(Section(self._enrolled(line), fields),),
            values=values,
            save=self.tr("Leave"),
        )

    def _course(self, service: Service, steps: Sequence[CourseStep]) -> Entry:
        names = ", ".join(one.name for one in steps)
        parts = counted(len(steps), "1 part", "{0} parts")
        sign = Sign(letter=service.name[:1], colour=service.colour)
        return entry(service.id, parts, names, sign=sign)

    def _run(self, line: RunLine, *, past: bool) -> Entry:
        zone, now = self.session.zone, self.session.now()
        first, last = (
            formats.short_day(line.run.starts_at, zone),
            formats.short_day(line.ends_at, zone),
        )
        left = line.ahead(now)
        note = counted(left, "1 part to come", "{0} parts to come") if left else ""
        full = any(part.seats >= part.occurrence.capacity for part in line.parts)
        chips = (ChipSpec(self.tr("full"), "", Tone.ATTENTION),) if full and not past else ()
        return entry(
            f"{RUN}{line.run.id}",
            f"{first} – {last}",
            note,
            figure=self._enrolled(line),
            chips=chips,
            sign=Sign(icon="calendar-days"),
            past=past,
        )

    def _enrolled(self, line: RunLine) -> str:
        return counted(line.enrolled, "1 enrolled", "{0} enrolled")

    def _services(self) -> list[Option]:
        """Classes that are no course yet."""
        source = self.session.source
        known = {service.id for service, _ in courses.courses(source)}
        rows = sorted(rows_of(source, Service), key=lambda row: (row.name, row.id))
        return [
            Option(row.id, row.name)
            for row in rows
            if row.kind == "class" and row.state == "active" and row.id not in known
        ]

    def _service_field(self) -> Field:
        return Field(
            name="service_id",
            label=self.tr("Class"),
            kind=Kind.CHOICE,
            options=tuple(self._services()),
        )

    def _part_fields(self) -> tuple[Field, ...]:
        return (
            Field(
                name="parts",
                label=self.tr("Parts, in their order"),
                kind=Kind.WORDS,
                hint=self.tr("Names with commas between, such as Basics, Wheel, Glazing."),
            ),
            Field(
                name="in_order",
                label=self.tr("Each part asks that the one before was attended"),
                kind=Kind.SWITCH,
            ),
            Field(
                name="make_up",
                label=self.tr("A part that was missed can be made up at another time"),
                kind=Kind.SWITCH,
            ),
        )


class Planning(Subject):
    """When each part of a course takes place."""

    codes = {  # noqa: RUF012
        "steps_out_of_order": f"{DAY}1",
        "invalid_date": f"{DAY}0",
        "instructor_busy": "lead_id",
        "instructor_not_qualified": "lead_id",
    }

    def __init__(self, session: Session, service: Service, steps: Sequence[CourseStep]) -> None:
        super().__init__(session)
        self._service, self._steps = service, list(steps)

    def words(self) -> ListWords:
        return ListWords(self._service.name, "", "")

    def form(self, _key: str) -> FormSpec | None:
        today = formats.local(self.session.now(), self.session.zone).date()
        first = today + timedelta(days=7)
        service = self._service
        people = place.people(self.session.source, self.session.location_id)
        leads = {m.id: m.name for m, grant in people if grant.role in (INSTRUCTOR, TRAINER)}
        who = (
            Option("", self.tr("nobody yet")),
            *(Option(key, name) for key, name in leads.items()),
        )
        days = tuple(
            Field(name=f"{DAY}{at}", label=one.name, kind=Kind.DATE, required=True, wide=3)
            for at, one in enumerate(self._steps)
        )

        def limit(name: str) -> Any:
            return limit_of(PlanCourseRun, name)

        common = (
            Field(name="start", label=self.tr("Start"), kind=Kind.TIME, required=True, wide=2),
            Field(
                name="duration_min",
                label=self.tr("Length"),
                kind=Kind.MINUTES,
                limit=limit("duration_min"),
                wide=2,
            ),
            Field(
                name="capacity",
                label=self.tr("Places"),
                kind=Kind.WHOLE,
                limit=limit("capacity"),
                wide=2,
            ),
            Field(name="lead_id", label=self.tr("Leads"), kind=Kind.CHOICE, options=who),
        )
        values: dict[str, Any] = {
            f"{DAY}{at}": str(first + timedelta(weeks=at)) for at in range(len(self._steps))
        }
        values |= {
            "start": "18:00",
            "duration_min": service.duration_min,
            "capacity": service.capacity,
            "lead_id": "",
        }
        return FormSpec(
            title=service.name,
            note=self.tr("When each part takes place"),
            sections=(Section("", common), Section(self.tr("Dates"), days)),
            values=values,
            save=self.tr("Plan"),
        )

    def command(self, _key: str, values: dict[str, Any], _changed: set[str]) -> Command:
        dates = tuple(
            StepDate(one.id, values[f"{DAY}{at}"], values["start"])
            for at, one in enumerate(self._steps)
        )
        return PlanCourseRun(
            self._service.id,
            self.session.location_id,
            dates,
            values["duration_min"],
            values["capacity"],
            values["lead_id"],
        )

    def says(self, _key: str, values: dict[str, Any]) -> str:
        day = formats.short_date(date.fromisoformat(values[f"{DAY}0"]).isoformat())
        return self.tr("Planned {0} from {1}").format(bold(self._service.name), day)


class CoursesPage(RecordPage):
    """The page of courses."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Courses(session))

"""Series of the location in view: their time and people, single dates, their end (SCH-1, SCH-4)."""

from collections.abc import Sequence
from typing import Any

from core.changes import Outcome
from core.commands.registry import Command
from core.commands.schedule import EditSeries
from core.commands.series_dates import SetRolling
from core.commands.staff import SetSeriesAssistants
from core.domain.catalogue import Service
from core.domain.json_text import texts
from core.domain.organisation import StaffMember
from core.domain.refusals import Refusal
from core.domain.schedule import SERIES_TO_FILL, Occurrence, Series
from core.rules.instructors.staff_conflicts import qualified
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.series.dates import AddedDate, Ending, FilledTo, SkippedDate
from desktop.features.settings.series.words import asked_fields, choices_of, rule_words
from desktop.features.settings.services import options
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.forms.reading import length_text
from desktop.saying import counted
from desktop.session import Session
from desktop.wording import bold

SHAPE = ("local_start", "duration_min", "capacity", "lead_id")


class AllSeries(Subject):
    """What takes place again and again."""

    tables = (Series, Service, StaffMember, Occurrence)
    codes = {  # noqa: RUF012
        "staff_unknown": "lead_id",
        "session_too_large": "capacity",
        "nothing_left": "from_date",
        "rule_not_shiftable": "day_shift",
    }

    def words(self) -> ListWords:
        here = self.session.location
        return ListWords(
            self.tr("Series"),
            self.tr("What takes place again and again at {0}.").format(here.name if here else ""),
            self.tr("No series here. Build a class, or plan one on the calendar."),
            past=self.tr("Ended"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        rows = self.session.source.rows.find(SERIES_TO_FILL, "ended" if past else "active")
        here = [row for row in rows if row.location_id == self.session.location_id]
        here.sort(key=lambda row: (self._name(row), row.local_start, row.id))
        return [self._entry(row, past=past) for row in here]

    def form(self, key: str) -> FormSpec | None:
        row = self.session.source.rows.get(Series, key)
        if row is None or row.state != "active":
            return None
        asked = self._booked(row)
        sections = [Section(self.tr("From a date on"), self._fields(row))]
        values: dict[str, Any] = {name: getattr(row, name) for name in SHAPE}
        values |= {"from_date": "", "day_shift": 0, "rolling": bool(row.rolling)}
        values["assistants"] = texts(row.assistants)
        if asked:
            sections.append(Section(self.tr("Dates that are booked"), asked))
            values |= {field.name: "keep" for field in asked}
        return FormSpec(
            title=self._name(row),
            note=self._note(row),
            sections=tuple(sections),
            values=values,
            save=self.tr("Save"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        made = self._commands(key, values, changed)
        return made[0] if made else None

    def also(self, key: str, values: dict[str, Any], changed: set[str]) -> Sequence[Command]:
        return self._commands(key, values, changed)[1:]

    def _commands(self, key: str, values: dict[str, Any], changed: set[str]) -> list[Command]:
        """Who assists first: another time goes on as a series of its own."""
        made: list[Command] = []
        if "assistants" in changed:
            made.append(SetSeriesAssistants(key, tuple(values["assistants"])))
        if "rolling" in changed:
            made.append(SetRolling(key, int(values["rolling"])))  # type: ignore[arg-type]
        if changed & {*SHAPE, "day_shift"}:
            made.append(
                EditSeries(
                    key,
                    **{name: values[name] for name in SHAPE},
                    day_shift=values["day_shift"],
                    from_date=values["from_date"],
                    choices=choices_of(values),  # type: ignore[arg-type]
                )
            )
        return made

    def foresees(self, _key: str, outcome: Outcome) -> str:
        """The diff of SCH-4 in a line."""
        if "kept_dates" in outcome.facts and "assistant_ids" in outcome.facts:
            return self._assist(outcome)
        if "moved" not in outcome.facts:
            return ""
        facts = outcome.facts
        moved, kept, gone = len(facts["moved"]), facts["kept"], facts["cancelled"]
        parts = [
            counted(moved, "1 date changes", "{0} dates change") if moved else "",
            counted(kept, "1 stays as it is", "{0} stay as they are") if kept else "",
            counted(gone, "1 is cancelled", "{0} are cancelled") if gone else "",
        ]
        parts = [part for part in parts if part]
        return ", ".join(parts) + "."

    def _assist(self, outcome: Outcome) -> str:
        count, kept = outcome.facts["count"], outcome.facts["kept_dates"]
        told = counted(count, "1 date changes.", "{0} dates change.")
        if kept:
            days = ", ".join(formats.short_date(day) for day in kept)
            return f"{told} {self.tr('As it is, for somebody cannot then: {0}.').format(days)}"
        return told

    def says(self, key: str, _values: dict[str, Any]) -> str:
        row = self.session.source.rows.get(Series, key)
        return self.tr("Changed the series {0}").format(bold(self._name(row) if row else ""))

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(Series, key)
        if row is None or row.state != "active":
            return ()
        name = self._name(row)

        def deed(
            text: str, icon: str, subject: type[Ending | SkippedDate | AddedDate | FilledTo]
        ) -> Deed:
            return Deed(text, icon, lambda: None, asks=lambda: subject(self.session, row, name))

        return (
            deed(self.tr("Skip a date"), "minus", SkippedDate),
            deed(self.tr("Add a date"), "plus", AddedDate),
            deed(self.tr("Plan further"), "calendar-plus", FilledTo),
            deed(self.tr("End"), "x", Ending),
        )

    def _booked(self, row: Series) -> tuple[Field, ...]:
        """The booked dates: those of which the core would ask at another time of day."""
        other = "05:55" if row.local_start != "05:55" else "05:50"
        probe = EditSeries(row.id, other, row.duration_min, row.capacity, row.lead_id)
        result = self.session.preview(probe)
        if isinstance(result, Refusal) and result.code == "series_choices":
            return asked_fields(result, may_move=True)
        return ()

    def _helpers(self, row: Series) -> tuple[Option, ...]:
        """Who teaches it and does not lead it; who assists already stays on the list."""
        service = self.session.source.rows.get(Service, row.service_id)
        held, rows = texts(row.assistants), self.session.source.rows
        found = []
        for one in options.teachers(self.session.source):
            member = rows.get(StaffMember, one.value) if one.value else None
            able = member is not None and service is not None and qualified(member, service)
            if (able and one.value != row.lead_id) or one.value in held:
                found.append(one)
        return tuple(found)

    def _fields(self, row: Series) -> tuple[Field, ...]:
        shifts = tuple(
            Option(by, self.tr("on the same days") if not by else self._shift(by))
            for by in (0, 1, 2, 3, -1, -2, -3)
        )
        from_date = Field(
            name="from_date",
            label=self.tr("From this date of the series on"),
            kind=Kind.DATE,
            example=self.tr("all that come"),
            wide=3,
        )

        def limited(name: str, label: str, kind: Kind) -> Field:
            limit = limit_of(EditSeries, name)
            required = kind is Kind.TIME
            return Field(name=name, label=label, kind=kind, limit=limit, wide=2, required=required)

        return (
            from_date,
            Field(
                name="day_shift",
                label=self.tr("It takes place"),
                kind=Kind.CHOICE,
                options=shifts,
                wide=3,
            ),
            limited("local_start", self.tr("At"), Kind.TIME),
            limited("duration_min", self.tr("Length"), Kind.MINUTES),
            limited("capacity", self.tr("Seats"), Kind.WHOLE),
            Field(
                name="lead_id",
                label=self.tr("Teacher"),
                kind=Kind.CHOICE,
                options=options.teachers(self.session.source),
                wide=3,
            ),
            Field(
                name="assistants",
                label=self.tr("Who assists, on all dates that come"),
                kind=Kind.MANY,
                options=self._helpers(row),
            ),
            Field(
                name="rolling",
                label=self.tr("Goes on by itself, week by week"),
                kind=Kind.SWITCH,
                wide=6,
            ),
        )

    def _shift(self, by: int) -> str:
        later = self.tr("{0} days later") if by > 0 else self.tr("{0} days earlier")
        one = self.tr("a day later") if by > 0 else self.tr("a day earlier")
        return one if abs(by) == 1 else later.format(abs(by))

    def _name(self, row: Series) -> str:
        service = self.session.source.rows.get(Service, row.service_id)
        return service.name if service else ""

    def _entry(self, row: Series, *, past: bool) -> Entry:
        service = self.session.source.rows.get(Service, row.service_id)
        letter = (service.badge or service.name[:1]) if service else "?"
        return entry(
            row.id,
            f"{rule_words(row.rrule)} {row.local_start}  {self._name(row)}",
            self._note(row),
            sign=Sign(letter=letter, colour=service.colour if service else 12),
            past=past,
        )

    def _note(self, row: Series) -> str:
        lead = self.session.source.rows.get(StaffMember, row.lead_id) if row.lead_id else None
        ends = formats.short_date(row.end_date)
        goes = self.tr("goes on by itself") if row.rolling else self.tr("planned as far as it is")
        return " · ".join(
            (
                lead.name if lead else self.tr("nobody teaches it yet"),
                length_text(row.duration_min),
                counted(row.capacity, "1 seat", "{0} seats"),
                self.tr("until {0}").format(ends) if ends else goes,
            )
        )


class SeriesPage(RecordPage):
    """The page of series."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, AllSeries(session))

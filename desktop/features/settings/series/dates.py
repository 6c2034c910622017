"""The small forms of a series: leave a date out, add one, end it (SCH-1, SCH-4)."""

from typing import Any

from core.changes import Outcome
from core.commands.registry import Command
from core.commands.schedule import GenerateSeries
from core.commands.series_dates import AddDate, EndSeries, SkipDate
from core.domain.refusals import Refusal
from core.domain.schedule import Series
from desktop import formats
from desktop.features.settings.listing import ListWords
from desktop.features.settings.series.words import asked_fields, choices_of
from desktop.features.settings.subject import FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.overriding import overriding
from desktop.reason_act import reason_field
from desktop.saying import counted
from desktop.session import Session
from desktop.wording import bold


class OneDate(Subject):
    """A form of one date."""

    codes = {  # noqa: RUF012
        "invalid_date": "day",
        "series_over": "day",
        "date_booked": "day",
        "date_outside": "day",
        "date_taken": "day",
    }

    def __init__(self, session: Session, series: Series, name: str) -> None:
        super().__init__(session)
        self._series, self._name = series, name

    def words(self) -> ListWords:
        return ListWords(self._name, "", "")

    def form(self, _key: str) -> FormSpec | None:
        today = str(formats.local(self.session.now(), self.session.zone).date())
        asked = self.asked(today)
        sections = [Section("", (self._day(), *self.more()))]
        if asked:
            sections.append(Section(self.tr("Dates that are booked"), asked))
        values: dict[str, Any] = {"day": today, **{one.name: "keep" for one in asked}}
        return FormSpec(
            title=self._name,
            note=self.title(),
            sections=tuple(sections),
            values={**values, **{one.name: "" for one in self.more()}},
            save=self.verb(),
        )

    def asked(self, _today: str) -> tuple[Field, ...]:
        """A choice for each booked date, where this touches them."""
        return ()

    def more(self) -> tuple[Field, ...]:
        """Further fields."""
        return ()

    def title(self) -> str:
        """What is done."""
        raise NotImplementedError

    def verb(self) -> str:
        """The words on the button."""
        raise NotImplementedError

    def _day(self) -> Field:
        return Field(name="day", label=self.tr("Date"), kind=Kind.DATE, required=True, wide=3)


class SkippedDate(OneDate):
    """A date on which it does not take place."""

    def title(self) -> str:
        return self.tr("Leave a date out")

    def verb(self) -> str:
        return self.tr("Leave it out")

    def command(self, _key: str, values: dict[str, Any], _changed: set[str]) -> Command:
        return SkipDate(self._series.id, values["day"])

    def says(self, _key: str, values: dict[str, Any]) -> str:
        told = self.tr("Left {0} out of {1}")
        return told.format(formats.short_date(values["day"]), bold(self._name))


class AddedDate(OneDate):
    """A date beside the rule."""

    def title(self) -> str:
        return self.tr("Add a date at the time of the series")

    def verb(self) -> str:
        return self.tr("Add date")

    def more(self) -> tuple[Field, ...]:
        return (reason_field(label=self.tr("Reason, where something speaks against it")),)

    def command(self, _key: str, values: dict[str, Any], _changed: set[str]) -> Command:
        reason = values["reason"].strip()
        return overriding(
            self.session,
            lambda over: AddDate(
                self._series.id,
                values["day"],
                over,  # type: ignore[arg-type]
                reason if over else "",
            ),
            reason,
        )

    def says(self, _key: str, values: dict[str, Any]) -> str:
        told = self.tr("Added {0} to {1}")
        return told.format(formats.short_date(values["day"]), bold(self._name))


class Ending(OneDate):
    """Its last date; booked ones after it are kept or cancelled."""

    def title(self) -> str:
        return self.tr("End the series. Dates after the last one that nobody booked go.")

    def verb(self) -> str:
        return self.tr("End series")

    def more(self) -> tuple[Field, ...]:
        limit = limit_of(EndSeries, "reason")
        return (Field(name="reason", label=self.tr("Why"), limit=limit, wide=3),)

    def asked(self, today: str) -> tuple[Field, ...]:
        result = self.session.preview(EndSeries(self._series.id, today))
        if isinstance(result, Refusal) and result.code == "series_choices":
            return asked_fields(result, may_move=False)
        return ()

    def command(self, _key: str, values: dict[str, Any], _changed: set[str]) -> Command:
        chosen: Any = choices_of(values)
        return EndSeries(self._series.id, values["day"], chosen, values["reason"])

    def says(self, _key: str, values: dict[str, Any]) -> str:
        told = self.tr("Ended {0} after {1}")
        return told.format(bold(self._name), formats.short_date(values["day"]))


class FilledTo(OneDate):
    """A date up to which the series is put on the calendar now, before the server does (SCH-3)."""

    def title(self) -> str:
        return self.tr("Put it on the calendar up to a date. What is there already stays.")

    def verb(self) -> str:
        return self.tr("Put on the calendar")

    def command(self, _key: str, values: dict[str, Any], _changed: set[str]) -> Command:
        return GenerateSeries(self._series.id, values["day"])

    def foresees(self, _key: str, outcome: Outcome) -> str:
        made, clashes = outcome.facts["made"], outcome.facts["in_conflict"]
        told = counted(made, "1 date is made.", "{0} dates are made.")
        if clashes:
            flagged = counted(clashes, "1 in conflict is flagged.", "{0} in conflict are flagged.")
            return f"{told} {flagged}"
        return told

    def says(self, _key: str, values: dict[str, Any]) -> str:
        told = self.tr("Put {0} on the calendar up to {1}")
        return told.format(bold(self._name), formats.short_date(values["day"]))

"""What becomes of the classes of somebody whose role ends: each is kept, given away or cancelled
(ORG-10)."""

from collections.abc import Sequence
from typing import Any

from core.commands.registry import Command
from core.commands.schedule import CancelOccurrence
from core.commands.substituting import Substitute
from core.domain.catalogue import Service
from core.domain.organisation import INSTRUCTOR, TRAINER, StaffMember
from core.domain.refusals import Refusal
from core.domain.schedule import Occurrence
from core.queries import place
from desktop import formats
from desktop.features.settings.listing import ListWords
from desktop.features.settings.subject import FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section
from desktop.session import Session
from desktop.wording import bold

KEEP, CANCEL, AS_ABOVE = "keep", "cancel", ""
CLASS = "class "
REST = "rest"
MOST_TRIED = 8
"""Classes of which the core is asked while somebody chooses; it judges each when it is saved."""
MOST_ASKED = 40
"""Classes with a choice of their own; those after them go with the rest."""


class EndingRole(Subject):
    """The form between taking a role away and sending it."""

    def __init__(
        self, session: Session, staff: StaffMember, sent: Sequence[Command], classes: Sequence[str]
    ) -> None:
        super().__init__(session)
        self._staff, self._sent = staff, sent
        rows = session.source.rows
        found = [one for key in classes if (one := rows.get(Occurrence, key)) is not None]
        self._classes = sorted(found, key=lambda one: (one.starts_at, one.id))

    def words(self) -> ListWords:
        return ListWords(self._staff.name, "", "")

    def form(self, _key: str) -> FormSpec | None:
        fates = self._fates()
        rest = Field(
            name=REST,
            label=self.tr("All {0} classes ahead").format(len(self._classes)),
            kind=Kind.CHOICE,
            options=fates,
        )
        each = (Option(AS_ABOVE, self.tr("as chosen above")), *fates)
        fields = tuple(
            Field(
                name=f"{CLASS}{one.id}",
                label=self._name(one),
                kind=Kind.CHOICE,
                options=each,
                wide=3,
            )
            for one in self._classes[:MOST_ASKED]
        )
        return FormSpec(
            title=self.tr("What {0} leads from now on").format(self._staff.name),
            note=self.tr("The role ends when this is saved."),
            sections=(Section("", (rest,)), Section(self.tr("Class by class"), fields)),
            values={REST: KEEP, **{field.name: AS_ABOVE for field in fields}},
            save=self.tr("End the role"),
        )

    def command(self, _key: str, _values: dict[str, Any], _changed: set[str]) -> Command:
        return self._sent[0]

    def also(self, _key: str, values: dict[str, Any], _changed: set[str]) -> Sequence[Command]:
        return (*self._sent[1:], *self._of_classes(values).values())

    def warns(self, values: dict[str, Any]) -> str:
        """Which choices the core refuses, with why: they leave their class as it is."""
        told = []
        for key, command in list(self._of_classes(values).items())[:MOST_TRIED]:
            result = self.session.preview(command)
            if isinstance(result, Refusal):
                one = next(row for row in self._classes if row.id == key)
                told.append(f"{self._name(one)}: {self.session.sentence(result)}")
        return told[0] if told else ""

    def says(self, _key: str, values: dict[str, Any]) -> str:
        gone = len(self._of_classes(values))
        told = self.tr("Ended a role of {0}; {1} classes changed")
        return told.format(bold(self._staff.name), gone)

    def _of_classes(self, values: dict[str, Any]) -> dict[str, Command]:
        reason = self.tr("{0} no longer works here").format(self._staff.name)
        made: dict[str, Command] = {}
        for one in self._classes:
            fate = values.get(f"{CLASS}{one.id}", AS_ABOVE) or values[REST]
            if fate == CANCEL:
                made[one.id] = CancelOccurrence(one.id, reason)
            elif fate != KEEP:
                made[one.id] = Substitute(one.id, fate, reason)
        return made

    def _fates(self) -> tuple[Option, ...]:
        name = self._staff.name
        return (
            Option(KEEP, self.tr("stays with {0}").format(name)),
            *(Option(key, self.tr("{0} leads it").format(who)) for key, who in self._others()),
            Option(CANCEL, self.tr("is cancelled with notice")),
        )

    def _others(self) -> list[tuple[str, str]]:
        """Who else teaches where these classes are."""
        found: dict[str, str] = {}
        for here in {one.location_id for one in self._classes}:
            for member, grant in place.people(self.session.source, here):
                if grant.role in (INSTRUCTOR, TRAINER) and member.id != self._staff.id:
                    found[member.id] = member.name
        return sorted(found.items(), key=lambda one: one[1])

    def _name(self, one: Occurrence) -> str:
        service = self.session.source.rows.get(Service, one.service_id)
        day = formats.short_day(one.starts_at, one.zone)
        return f"{day}, {one.local_start} · {service.name if service else ''}"

"""Services: the list, the form of one, archive and back (SVC-1, SVC-2, ORG-7)."""

from collections.abc import Sequence
from typing import Any

from core.commands.registry import Command
from core.commands.services import ArchiveService, UnarchiveService
from core.domain.catalogue import FREE, SERVICES_BY_STATE, Service
from core.domain.json_text import texts
from core.domain.organisation import Location
from core.domain.schedule import Resource
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.services import fields, options
from desktop.features.settings.services.builder import ClassBuilder
from desktop.features.settings.services.building import Building
from desktop.features.settings.services.values import (
    BLANK,
    change,
    creation,
    switches_shown,
    values_of,
)
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.form import Form
from desktop.forms.reading import length_text
from desktop.session import Session
from desktop.widgets.button import Button
from desktop.wording import bold

ACTIVE, ARCHIVED = "active", "archived"


class Services(Subject):
    """All services of the organisation."""

    tables = (Service, Location, Resource)
    codes = {  # noqa: RUF012
        "session_too_large": "capacity",
        "resource_unknown": "holds",
        "question_twice": "questions",
        "question_without_choices": "questions",
    }

    def words(self) -> ListWords:
        return ListWords(
            self.tr("Services"),
            self.tr("What clients book: classes for a group, sessions for one to four."),
            self.tr("No services yet. Add the first, and plan it on the calendar."),
            self.tr("Add a service"),
            self.tr("Archived"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        rows = self.session.source.rows.find(SERVICES_BY_STATE, ARCHIVED if past else ACTIVE)
        ordered = sorted(rows, key=lambda row: (row.category, row.name, row.id))
        return [self._entry(row, past=past) for row in ordered]

    def form(self, key: str) -> FormSpec | None:
        source = self.session.source
        service = source.rows.get(Service, key) if key else BLANK
        if service is None:
            return None
        new = not key
        sections = (
            fields.details(new=new),
            fields.where(source),
            fields.booking(new=new),
            fields.price(),
            *(() if new else (fields.asked(),)),
        )
        asked = {one.name for section in sections for one in section.fields}
        values = {name: value for name, value in values_of(service).items() if name in asked}
        return FormSpec(
            title=service.name or self.tr("New service"),
            note=self._note(service) if key else "",
            sections=sections,
            values=values,
            save=self.tr("Save") if key else self.tr("Add service"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        if not key:
            return creation(values)
        service = self.session.source.rows.get(Service, key)
        return change(service, values, changed) if service else None

    def says(self, key: str, values: dict[str, Any]) -> str:
        told = self.tr("Changed {0}") if key else self.tr("Added {0}")
        return told.format(bold(values["name"]))

    def deeds(self, key: str) -> Sequence[Deed]:
        service = self.session.source.rows.get(Service, key) if key else None
        if service is None:
            return ()
        if service.state == ARCHIVED:
            return (Deed(self.tr("Bring back"), "rotate-ccw", lambda: self._bring_back(service)),)
        return (Deed(self.tr("Archive"), "inbox", lambda: self._archive(service)),)

    def fit(self, form: Form) -> None:
        mode = form.value("mode")
        shown = switches_shown(mode)
        for name in ("self_booking", "instructor_booking", "staff_booking"):
            form.show_field(name, shown is None)
            if shown is not None and form.value(name) != shown[name]:
                form.put(name, shown[name])
        pays = form.value("pay_mode")
        for name in ("price", "tax_rate", "credit_needed"):
            form.show_field(name, pays != FREE)
        for name in ("deposit", "deposit_percent"):
            form.show_field(name, pays == "deposit")
        kind = form.value("kind") if form.has("kind") else ""
        if kind:
            form.show_field("waitlist", kind == "class")

    def _archive(self, service: Service) -> None:
        says = self.tr("Archived {0}").format(bold(service.name))
        self.session.send(ArchiveService(service.id), says=says)

    def _bring_back(self, service: Service) -> None:
        says = self.tr("Brought {0} back").format(bold(service.name))
        self.session.send(UnarchiveService(service.id), says=says)

    def _entry(self, service: Service, *, past: bool) -> Entry:
        money = formats.money(service.price, self.session.currency)
        return entry(
            service.id,
            service.name,
            self._note(service),
            figure=self.tr("free") if service.pay_mode == FREE else money,
            sign=Sign(letter=service.badge or service.name[:1].upper(), colour=service.colour),
            past=past,
        )

    def _note(self, service: Service) -> str:
        kind = self.tr("Class") if service.kind == "class" else self.tr("Session")
        seats = self.tr("1 seat") if service.capacity == 1 else self.tr("{0} seats")
        parts = [kind, length_text(service.duration_min), seats.format(service.capacity)]
        if service.category:
            parts.append(service.category)
        names = {one.value: one.text for one in options.locations(self.session.source)}
        chosen = [names[ident] for ident in texts(service.locations) if ident in names]
        return " · ".join((*parts, *chosen))


class ServicesPage(RecordPage):
    """The page of services, with the class builder (SVC-4)."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Services(session))
        self.builder: ClassBuilder | None = None
        build = Button(self.tr("Build a class"), icon="calendar-plus", key="B")
        build.clicked.connect(self.build)
        self.listing.head.insertWidget(self.listing.head.count() - 1, build)

    def build(self) -> None:
        """Ask for a class step by step, with its dates."""
        self._drop()
        building = Building(self.session, self.title)
        building.ended.connect(self._built)
        self.builder = building.view
        self.put_in(building.view)

    def back(self) -> None:
        if self.builder is not None:
            self._built()
        else:
            super().back()

    def _built(self) -> None:
        builder, self.builder = self.builder, None
        if builder is not None:
            self.take_out(builder)
            self._close()

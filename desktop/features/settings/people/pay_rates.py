"""What instructors are paid, from a date on (PAY-7)."""

from collections.abc import Sequence
from typing import Any

from core.commands.pay import SetPayRate
from core.commands.registry import Command
from core.domain.catalogue import SERVICES_BY_STATE, Service
from core.domain.organisation import StaffMember
from core.domain.pay import PayRate
from core.queries import studio_setup
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.services import options
from desktop.features.settings.subject import FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.session import Session

_FIELDS = ("instructor_id", "service_id", "post", "base", "per_head", "heads_in_base", "valid_from")


class PayRates(Subject):
    """Every rate is kept: what was taught before is paid by the rate of its date."""

    tables = (PayRate, StaffMember, Service)
    codes = {  # noqa: RUF012
        "invalid_date": "valid_from",
        "staff_unknown": "instructor_id",
        "service_unknown": "service_id",
    }

    def words(self) -> ListWords:
        return ListWords(
            self.tr("Pay rates"),
            self.tr("A base for each class and so much per head. A new rate holds from its date."),
            self.tr("No rates yet. Add one for everybody, then those that differ."),
            self.tr("Add a rate"),
        )

    def entries(self, _past: bool) -> Sequence[Entry]:
        return [self._entry(row) for row in studio_setup.pay_rates(self.session.source)]

    def form(self, key: str) -> FormSpec | None:
        row = self.session.source.rows.get(PayRate, key) if key else None
        today = str(formats.local(self.session.now(), self.session.zone).date())
        values = {
            "instructor_id": row.staff_id if row else "",
            "service_id": row.service_id if row else "",
            "post": row.role if row else "lead",
            "base": row.base if row else 0,
            "per_head": row.per_head if row else 0,
            "heads_in_base": row.heads_in_base if row else 0,
            "valid_from": today,
        }
        return FormSpec(
            title=self.tr("New rate"),
            note=self.tr("A rate is never changed: saving adds one that holds from its date."),
            sections=(Section("", self._fields()),),
            values=values,
            save=self.tr("Add rate"),
        )

    def command(self, _key: str, values: dict[str, Any], _changed: set[str]) -> Command:
        return SetPayRate(**{name: values[name] for name in _FIELDS})

    def says(self, _key: str, values: dict[str, Any]) -> str:
        day = formats.short_date(values["valid_from"])
        return self.tr("Added a rate from {0} on").format(day)

    def _fields(self) -> tuple[Field, ...]:
        def limit(name: str) -> Any:
            return limit_of(SetPayRate, name)

        source = self.session.source
        services = sorted(source.rows.find(SERVICES_BY_STATE, "active"), key=lambda one: one.name)
        everybody = (Option("", self.tr("everybody")), *options.teachers(source)[1:])
        every = (
            Option("", self.tr("every service")),
            *(Option(one.id, one.name) for one in services),
        )
        posts = (Option("lead", self.tr("leads")), Option("assistant", self.tr("assists")))

        def choice(name: str, label: str, offered: tuple[Option, ...]) -> Field:
            return Field(name=name, label=label, kind=Kind.CHOICE, options=offered, wide=2)

        def figure(name: str, label: str, kind: Kind) -> Field:
            return Field(name=name, label=label, kind=kind, limit=limit(name), wide=2)

        return (
            choice("instructor_id", self.tr("Who"), everybody),
            choice("service_id", self.tr("For"), every),
            choice("post", self.tr("When they"), posts),
            figure("base", self.tr("Base for a class"), Kind.MONEY),
            figure("per_head", self.tr("For each head"), Kind.MONEY),
            figure("heads_in_base", self.tr("Heads in the base"), Kind.WHOLE),
            Field(name="valid_from", label=self.tr("From"), kind=Kind.DATE, required=True, wide=3),
        )

    def _entry(self, row: PayRate) -> Entry:
        rows, money = self.session.source.rows, formats.money
        who = rows.get(StaffMember, row.staff_id) if row.staff_id else None
        what = rows.get(Service, row.service_id) if row.service_id else None
        service = what.name if what else self.tr("every service")
        post = self.tr("leads") if row.role == "lead" else self.tr("assists")
        note = self.tr("{0}, {1}, from {2}").format(
            service, post, formats.short_date(row.valid_from)
        )
        base, head = (money(one, self.session.currency) for one in (row.base, row.per_head))
        figure = self.tr("{0} + {1} a head").format(base, head)
        name = who.name if who else self.tr("Everybody")
        return entry(row.id, name, note, figure=figure, sign=Sign(icon="banknote"))


class PayRatesPage(RecordPage):
    """The page of pay rates."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, PayRates(session))

"""Discount codes with their limits (PAY-15); one that ended can be made anew."""

from collections.abc import Sequence
from typing import Any

from core.commands.registry import Command
from core.commands.till import CreateDiscountCode, EndDiscountCode
from core.domain.till import ACTIVE, DiscountCode
from core.queries import studio_setup
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Option, Section, limit_of
from desktop.forms.form import Form
from desktop.forms.reading import share_text
from desktop.session import Session
from desktop.wording import bold


class Codes(Subject):
    """What takes something off."""

    tables = (DiscountCode,)
    codes = {  # noqa: RUF012
        "code_exists": "code",
        "invalid_date": "valid_from",
        "share_too_large": "percent",
    }

    def words(self) -> ListWords:
        return ListWords(
            self.tr("Discount codes"),
            "",
            self.tr("No codes yet. Add one that takes something off at the till."),
            self.tr("Add a code"),
            self.tr("Ended"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        rows = studio_setup.codes(self.session.source)
        return [self._entry(row, past=past) for row in rows if (row.state != ACTIVE) == past]

    def form(self, key: str) -> FormSpec | None:
        row = self.session.source.rows.get(DiscountCode, key) if key else None
        if key and row is None:
            return None
        return FormSpec(
            title=row.code if row else self.tr("New code"),
            note=self.tr("Saving makes the code anew with these limits.") if row else "",
            sections=(Section("", self._fields()),),
            values=_values(row),
            save=self.tr("Save") if row else self.tr("Add code"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        row = self.session.source.rows.get(DiscountCode, key) if key else None
        if row is not None and row.state == ACTIVE:
            return EndDiscountCode(row.code) if changed else None
        return _creation(values)

    def also(self, key: str, values: dict[str, Any], changed: set[str]) -> Sequence[Command]:
        row = self.session.source.rows.get(DiscountCode, key) if key else None
        return (_creation(values),) if changed and row is not None and row.state == ACTIVE else ()

    def says(self, key: str, values: dict[str, Any]) -> str:
        told = self.tr("Changed {0}") if key else self.tr("Added {0}")
        return told.format(bold(values["code"]))

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(DiscountCode, key) if key else None
        if row is None or row.state != ACTIVE:
            return ()
        says = self.tr("Ended {0}").format(bold(row.code))
        end, send = EndDiscountCode(row.code), self.session.send
        return (Deed(self.tr("End the code"), "x", lambda: send(end, says=says)),)

    def fit(self, form: Form) -> None:
        percent = form.value("kind") == "percent"
        form.show_field("percent", percent)
        form.show_field("amount", not percent)

    def _fields(self) -> tuple[Field, ...]:
        def limit(name: str) -> Any:
            return limit_of(CreateDiscountCode, name)

        kinds = (
            Option("percent", self.tr("a share in percent")),
            Option("amount", self.tr("an amount")),
        )
        no_end = self.tr("open")
        return (
            Field(
                name="code",
                label=self.tr("Code"),
                limit=limit("code"),
                required=True,
                example="SPRING-10",
                wide=2,
            ),
            Field(name="kind", label=self.tr("Takes off"), kind=Kind.CHOICE, options=kinds, wide=2),
            Field(name="percent", label=self.tr("Percent"), kind=Kind.PERCENT, wide=2),
            Field(name="amount", label=self.tr("Amount"), kind=Kind.MONEY, wide=2),
            Field(name="valid_from", label=self.tr("From"), kind=Kind.DATE, example=no_end, wide=3),
            Field(
                name="valid_until", label=self.tr("Until"), kind=Kind.DATE, example=no_end, wide=3
            ),
            Field(
                name="max_uses",
                label=self.tr("Uses in all, 0 no limit"),
                kind=Kind.WHOLE,
                limit=limit("max_uses"),
                wide=3,
            ),
            Field(
                name="per_client",
                label=self.tr("Uses per client, 0 no limit"),
                kind=Kind.WHOLE,
                limit=limit("per_client"),
                wide=3,
            ),
        )

    def _entry(self, row: DiscountCode, *, past: bool) -> Entry:
        off = (
            f"{share_text(row.value)} %"
            if row.kind == "percent"
            else formats.money(row.value, self.session.currency)
        )
        dates = [formats.short_date(day) for day in (row.valid_from, row.valid_until)]
        span = self.tr("{0} to {1}").format(*dates) if all(dates) else self.tr("at any time")
        return entry(row.id, row.code, span, figure=off, sign=Sign(icon="tag"), past=past)


def _values(row: DiscountCode | None) -> dict[str, Any]:
    if row is None:
        return {
            "code": "",
            "kind": "percent",
            "percent": 10_00,
            "amount": 0,
            "valid_from": "",
            "valid_until": "",
            "max_uses": 0,
            "per_client": 0,
        }
    percent = row.kind == "percent"
    return {
        "code": row.code,
        "kind": row.kind,
        "percent": row.value if percent else 0,
        "amount": 0 if percent else row.value,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "max_uses": row.max_uses,
        "per_client": row.per_client,
    }


def _creation(values: dict[str, Any]) -> CreateDiscountCode:
    rest = {name: value for name, value in values.items() if name not in ("percent", "amount")}
    off = values["percent"] if values["kind"] == "percent" else values["amount"]
    return CreateDiscountCode(**rest, value=off)


class CodesPage(RecordPage):
    """The page of discount codes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Codes(session))

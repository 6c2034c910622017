"""Things sold at the till, with how many are left here (PAY-6)."""

from collections.abc import Sequence
from typing import Any

from core.commands.offer import ArchiveRetailItem, EditRetailItem, UnarchiveRetailItem
from core.commands.registry import Command
from core.commands.till import CreateRetailItem, MoveStock
from core.domain.till import ACTIVE, RetailItem, StockMove
from core.queries import studio_setup
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Field, Kind, Section, limit_of
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.chip import ChipSpec
from desktop.wording import bold

FIELDS = ("name", "price", "tax_rate", "barcode")


class Retail(Subject):
    """What stands on the shelf."""

    tables = (RetailItem, StockMove)

    def words(self) -> ListWords:
        here = self.session.location
        return ListWords(
            self.tr("Shop items"),
            self.tr("Stock is counted for {0}.").format(here.name if here else ""),
            self.tr("Nothing on the shelf yet. Add what the desk sells."),
            self.tr("Add an item"),
            self.tr("Archived"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        rows = studio_setup.retail_items(self.session.source)
        return [self._entry(row, past=past) for row in rows if (row.state != ACTIVE) == past]

    def form(self, key: str) -> FormSpec | None:
        row = self.session.source.rows.get(RetailItem, key) if key else None
        if key and row is None:
            return None
        values: dict[str, Any] = {name: getattr(row, name) if row else "" for name in FIELDS}
        if row is None:
            values |= {"price": 0, "tax_rate": 0}
        else:
            values["stock"] = self._left(row)
        return FormSpec(
            title=row.name if row else self.tr("New item"),
            sections=(Section("", self._fields(new=row is None)),),
            values=values,
            save=self.tr("Save") if row else self.tr("Add item"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        if not key:
            return CreateRetailItem(**values)
        given = {name: values[name] for name in FIELDS if name in changed}
        return EditRetailItem(key, **given) if given else self._counted(key, values, changed)

    def also(self, key: str, values: dict[str, Any], changed: set[str]) -> Sequence[Command]:
        counted = self._counted(key, values, changed) if changed & set(FIELDS) else None
        return (counted,) if counted else ()

    def says(self, key: str, values: dict[str, Any]) -> str:
        told = self.tr("Changed {0}") if key else self.tr("Added {0}")
        return told.format(bold(values["name"]))

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(RetailItem, key) if key else None
        if row is None:
            return ()
        send = self.session.send
        if row.state != ACTIVE:
            says = self.tr("Brought {0} back").format(bold(row.name))
            back = UnarchiveRetailItem(row.id)
            return (Deed(self.tr("Bring back"), "rotate-ccw", lambda: send(back, says=says)),)
        says = self.tr("Archived {0}").format(bold(row.name))
        archive = ArchiveRetailItem(row.id)
        return (Deed(self.tr("Archive"), "inbox", lambda: send(archive, says=says)),)

    def _counted(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        row = self.session.source.rows.get(RetailItem, key)
        if row is None or "stock" not in changed:
            return None
        by = values["stock"] - self._left(row)
        return MoveStock(
            key, self.session.location_id, by, "counted", self.tr("counted in the settings")
        )

    def _fields(self, *, new: bool) -> tuple[Field, ...]:
        def limit(name: str) -> Any:
            return limit_of(CreateRetailItem, name)

        stock = Field(
            name="stock",
            label=self.tr("How many are here"),
            kind=Kind.WHOLE,
            limit=limit_of(MoveStock, "amount"),
            wide=2,
        )
        return (
            Field(name="name", label=self.tr("Name"), limit=limit("name"), required=True),
            Field(
                name="price", label=self.tr("Price"), kind=Kind.MONEY, limit=limit("price"), wide=2
            ),
            Field(
                name="tax_rate",
                label=self.tr("Tax in percent"),
                kind=Kind.PERCENT,
                limit=limit("tax_rate"),
                wide=2,
            ),
            *(() if new else (stock,)),
            Field(name="barcode", label=self.tr("Bar code"), limit=limit("barcode"), wide=4),
        )

    def _entry(self, row: RetailItem, *, past: bool) -> Entry:
        left = self._left(row)
        chips = (ChipSpec(self.tr("none left"), "triangle-alert", Tone.ATTENTION),)
        return entry(
            row.id,
            row.name,
            self.tr("{0} left here").format(left),
            figure=formats.money(row.price, self.session.currency),
            chips=chips if left <= 0 and not past else (),
            sign=Sign(icon="shopping-bag"),
            past=past,
        )

    def _left(self, row: RetailItem) -> int:
        return studio_setup.stock(self.session.source, row.id, self.session.location_id)


class RetailPage(RecordPage):
    """The page of shop items."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Retail(session))

"""Pass products of all kinds: the list, the form of one, archive and back (PASS-1, PASS-14)."""

from collections.abc import Sequence
from typing import Any

from core.commands.catalogue import CreatePassProduct
from core.commands.offer import ArchivePassProduct, EditPassProduct, UnarchivePassProduct
from core.commands.registry import Command
from core.domain.catalogue import SERVICES_BY_STATE, PassProduct, Service
from core.domain.json_text import texts
from core.domain.organisation import Location
from core.queries import place, studio_setup
from core.rules.passes.pass_kinds import KINDS
from desktop import formats
from desktop.features.settings.entry import Entry, Sign, entry
from desktop.features.settings.listing import ListWords
from desktop.features.settings.offer import pass_fields
from desktop.features.settings.record_page import RecordPage
from desktop.features.settings.subject import Deed, FormSpec, Subject
from desktop.forms.declaration import Option
from desktop.forms.form import Form
from desktop.saying import counted
from desktop.session import Session
from desktop.wording import bold

ARCHIVED = "archived"
_BOOLS = ("charge_at_booking", "shared", "new_clients_only", "standby_only")
_COUNTED = {kind for kind, terms in KINDS.items() if terms.counted}


class Passes(Subject):
    """What can be sold to clients."""

    tables = (PassProduct, Service, Location)
    codes = {  # noqa: RUF012
        "credits_missing": "credits",
        "validity_missing": "validity_months",
        "service_unknown": "service_ids",
        "location_unknown": "location_ids",
    }

    def words(self) -> ListWords:
        return ListWords(
            self.tr("Passes"),
            self.tr("What is sold once keeps its terms; a change holds for what is sold next."),
            self.tr("No passes yet. Add one, and the desk can sell it."),
            self.tr("Add a pass"),
            self.tr("Archived"),
        )

    def entries(self, past: bool) -> Sequence[Entry]:
        rows = studio_setup.products(self.session.source)
        return [self._entry(row, past=past) for row in rows if (row.state == ARCHIVED) == past]

    def form(self, key: str) -> FormSpec | None:
        source = self.session.source
        row = source.rows.get(PassProduct, key) if key else None
        if key and row is None:
            return None
        services = sorted(source.rows.find(SERVICES_BY_STATE, "active"), key=lambda one: one.name)
        offered = tuple(Option(one.id, one.name) for one in services)
        places = tuple(Option(one.id, one.name) for one in place.locations(source))
        return FormSpec(
            title=row.name if row else self.tr("New pass"),
            note=self._note(row) if row else "",
            sections=pass_fields.sections(offered, places, new=row is None),
            values=_values(row),
            save=self.tr("Save") if row else self.tr("Add pass"),
        )

    def command(self, key: str, values: dict[str, Any], changed: set[str]) -> Command | None:
        if not key:
            if values["kind"] not in _COUNTED | {"course", "membership"}:
                values = {**values, "credits": 0}
            return CreatePassProduct(**values)
        given = {name: values[name] for name in sorted(changed)}
        return EditPassProduct(key, **given) if given else None

    def says(self, key: str, values: dict[str, Any]) -> str:
        told = self.tr("Changed {0}") if key else self.tr("Added {0}")
        return told.format(bold(values["name"]))

    def deeds(self, key: str) -> Sequence[Deed]:
        row = self.session.source.rows.get(PassProduct, key) if key else None
        if row is None:
            return ()
        name, send = bold(row.name), self.session.send
        if row.state == ARCHIVED:
            says = self.tr("Brought {0} back").format(name)
            back = UnarchivePassProduct(row.id)
            return (Deed(self.tr("Bring back"), "rotate-ccw", lambda: send(back, says=says)),)
        says = self.tr("Archived {0}").format(name)
        archive = ArchivePassProduct(row.id)
        return (Deed(self.tr("Archive"), "inbox", lambda: send(archive, says=says)),)

    def fit(self, form: Form) -> None:
        if form.has("kind"):
            kind = form.value("kind")
            form.show_field("credits", kind != "unlimited")
            form.show_field("freezes", kind != "gift")
        form.show_field("guest_passes", form.value("guests") == "guest_passes")

    def _entry(self, row: PassProduct, *, past: bool) -> Entry:
        return entry(
            row.id,
            row.name,
            self._note(row),
            figure=formats.money(row.price, self.session.currency),
            sign=Sign(icon="tag"),
            past=past,
        )

    def _note(self, row: PassProduct) -> str:
        parts = [pass_fields.kind_words().get(row.kind, row.kind)]
        if row.kind == "gift":
            parts.append(formats.money(row.credits, self.session.currency))
        elif row.credits:
            parts.append(counted(row.credits, "1 credit", "{0} credits"))
        parts.append(self._validity(row))
        if count := len(texts(row.services)):
            parts.append(counted(count, "1 service", "{0} services"))
        return " · ".join(parts)

    def _validity(self, row: PassProduct) -> str:
        if row.validity_months:
            return counted(row.validity_months, "1 month", "{0} months")
        if row.validity_days:
            return counted(row.validity_days, "1 day", "{0} days")
        return self.tr("never ends")


def _values(row: PassProduct | None) -> dict[str, Any]:
    shown = row or PassProduct("", "", "punch", 0, 10, 180)  # type: ignore[arg-type]
    names = {one for one in EditPassProduct.__struct_fields__ if one != "product_id"}
    found = {
        name: getattr(shown, name) for name in names if name not in ("service_ids", "location_ids")
    }
    found |= {name: bool(found[name]) for name in _BOOLS}
    found["service_ids"], found["location_ids"] = texts(shown.services), texts(shown.locations)
    found["guests"] = shown.guests or "own_credits"
    return found if row else {**found, "kind": shown.kind}


class PassesPage(RecordPage):
    """The page of passes."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Passes(session))

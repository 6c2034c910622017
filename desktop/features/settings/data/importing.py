"""The import page, alive: plans from a thread, one command after the other, totals compared."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from core.changes import Outcome
from core.commands.imports import UndoImport
from core.domain.people import Client
from core.domain.refusals import Fault, Refusal
from core.imports.columns import BOOKINGS, SERVICES
from desktop.features.settings.data.import_model import ImportShown
from desktop.features.settings.data.import_page import ImportView
from desktop.features.settings.data.import_rows import rows_of
from desktop.features.settings.data.import_work import ImportWork
from desktop.features.settings.entry import Entry
from desktop.saying import counted
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.wording import fault_words

if TYPE_CHECKING:
    from core.imports.parts import Part
    from core.imports.plan import Plan
    from core.imports.reconciling import Reconciled

FIRST = 50


class ImportPage(ImportView):
    """The page with its presenter in one: nothing else asks for it."""

    tables = (Client,)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._work = ImportWork(session, self)
        self._plan: Plan | None = None
        self._shown = ImportShown()
        self._rest_of: Iterator[Part] | None = None
        self._done = self._all = 0
        self._taken_back = ""
        self.asked.connect(self._work.plan)
        self._work.planned.connect(self._planned)
        self._work.failed.connect(self._failed)
        self.import_asked.connect(self._begin)
        self.errors_asked.connect(self._save_errors)
        self.take_back_asked.connect(self._take_back)
        self.stop_asked.connect(self._stop)

    def refresh(self) -> None:
        """What others do meanwhile is seen when the file is looked at again."""

    def _planned(self, plan: "Plan") -> None:
        if self._shown.working:
            return
        self._plan = plan
        made = plan.made
        parts_told = (
            *self._makes(plan),
            self.tr("{0} known already").format(len(made.known)),
        )
        errors = len(made.errors)
        wrong = counted(errors, "1 row in error", "{0} rows in error")
        told = self.tr("{0}, {1}; {2} cannot be taken.") if errors else self.tr("{0}, {1}.")
        reasons = self._reasons(plan)
        file = counted(len(plan.table.lines), "1 row", "{0} rows")
        said, self._taken_back = self._taken_back, ""
        self._show(
            ImportShown(
                table=plan.table,
                mapping=plan.mapping,
                kind=plan.kind,
                rows=self._rows(plan),
                summary=" · ".join(parts_told),
                told=said or told.format(file, plan.table.encoding, wrong) + reasons,
                tone=Tone.ATTENTION if errors else Tone.NEUTRAL,
                errors=errors,
                ready=not made.empty,
            )
        )

    def _makes(self, plan: "Plan") -> tuple[str, ...]:
        made = plan.made
        if plan.kind == SERVICES:
            services = len(made.services)
            return (counted(services, "1 new service", "{0} new services"),)
        if plan.kind == BOOKINGS:
            return (counted(len(made.bookings), "1 booking", "{0} bookings"),)
        return (
            counted(len(made.clients), "1 new client", "{0} new clients"),
            counted(len(made.passes), "1 pass", "{0} passes"),
        )

    def _reasons(self, plan: "Plan") -> str:
        """Why bookings cannot be taken over, counted by what can be done about it."""
        against = dict(plan.made.against)
        full, overlap = against.pop("class_full", 0), against.pop("overlapping_booking", 0)
        short = against.pop("resource_short", 0)
        rest = sum(against.values())
        parts = (
            counted(full, "1 in a full class", "{0} in full classes") if full else "",
            counted(overlap, "1 overlaps another of the client", "{0} overlap others of the client")
            if overlap
            else "",
            counted(short, "1 without a room or equipment", "{0} without a room or equipment")
            if short
            else "",
            counted(rest, "1 for another rule", "{0} for other rules") if rest else "",
        )
        told = [part for part in parts if part]
        return f" {self.tr('Of the bookings: {0}.').format(', '.join(told))}" if told else ""

    def _failed(self, fault: Fault) -> None:
        self._plan = None
        self._show(ImportShown(wrong=fault_words(fault)))

    def _rows(self, plan: "Plan") -> tuple[Entry, ...]:
        return tuple(rows_of(plan, self.session, FIRST))

    def _begin(self) -> None:
        if self._plan is None or self._shown.working:
            return
        from core.imports.parts import parts

        commands = list(parts(self._plan))
        self._done, self._all = 0, len(commands)
        self._rest_of = iter(commands)
        self._show(replace(self._shown, working=True, ready=False))
        self._next()

    def _next(self) -> None:
        command = next(self._rest_of, None) if self._rest_of is not None else None
        if command is None:
            self._finished()
            return
        told = self.tr("Part {0} of {1}").format(self._done + 1, self._all)
        self._show(replace(self._shown, told=told, tone=Tone.NEUTRAL))

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Refusal):
                self._stopped(self.session.sentence(result))
                return
            self._done += 1
            self._next()

        self.session.send(command, then, quiet=True)

    def _stop(self) -> None:
        self._rest_of = None

    def _stopped(self, said: str) -> None:
        self._rest_of = None
        self._show(
            replace(
                self._shown,
                working=False,
                ready=True,
                verb=self.tr("Go on"),
                can_take_back=self._done > 0,
                told=said,
                tone=Tone.REFUSED,
            )
        )

    def _finished(self) -> None:
        if self._plan is None:
            return
        if self._done < self._all:
            self._stopped(self.tr("Stopped after part {0} of {1}.").format(self._done, self._all))
            return
        from core.imports.reconciling import reconciled

        totals = reconciled(self._plan, self.session.source.rows)
        self._show(
            replace(
                self._shown,
                working=False,
                ready=False,
                can_take_back=True,
                told=self._compared(totals),
                tone=Tone.OK if totals.agree else Tone.REFUSED,
            )
        )

    def _compared(self, totals: "Reconciled") -> str:
        """The file's totals against what is there now (M-14)."""
        told, figures = self._figures(totals)
        said = told.format(*figures)
        return said if totals.agree else f"{said} {self.tr('The figures differ: take it back.')}"

    def _figures(self, totals: "Reconciled") -> tuple[str, tuple[int, ...]]:
        wanted, made = totals.wanted, totals.made
        if wanted.services:
            return self.tr("Imported {0} of {1} services."), (made.services, wanted.services)
        if wanted.bookings:
            return self.tr("Imported {0} of {1} bookings."), (made.bookings, wanted.bookings)
        told = self.tr("Imported {0} of {1} clients, {2} of {3} passes, {4} of {5} credits.")
        people = (made.clients, wanted.clients, made.passes, wanted.passes)
        return told, (*people, made.credits, wanted.credits)

    def _save_errors(self) -> None:
        if self._plan is None:
            return
        from core.imports.report import write_errors

        target = write_errors(self._plan, Path(self.file.text().strip()))
        told = self.tr("The rows in error stand in {0}. Mend them there and import that file.")
        if target is not None:
            self._show(replace(self._shown, told=told.format(target.name), tone=Tone.NEUTRAL))

    def _take_back(self) -> None:
        if self._plan is None:
            return

        def then(result: Outcome | Refusal) -> None:
            if isinstance(result, Outcome):
                facts = result.facts
                told = self.tr("Taken back: {0} removed, {1} archived.")
                said = told.format(facts["removed"], facts["archived"])
                self._show(replace(self._shown, told=said, tone=Tone.OK, can_take_back=False))
                self._taken_back = said
                self.ask()  # a file whose import was taken back can be imported anew
            else:
                self._show(replace(self._shown, told=self.session.sentence(result)))

        self.session.send(UndoImport(self._plan.batch_id), then, quiet=True)

    def _show(self, shown: ImportShown) -> None:
        self._shown = shown
        self.show_import(shown)

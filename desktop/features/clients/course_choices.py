"""Which courses a client can be enrolled in, and what choosing one would mean (BK-9)."""

from collections.abc import Sequence

from core.changes import Outcome
from core.commands.registering import CancelRegistration, RegisterCourse
from core.commands.registry import Command
from core.domain.courses import ACTIVE, REGISTRATIONS_OF_CLIENT
from core.domain.folding import fold
from core.domain.refusals import Refusal
from core.domain.zones import DAY_MS
from core.queries import courses
from core.queries.courses import RunLine
from desktop import formats
from desktop.saying import counted, tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Answer, Choice
from desktop.wording import bold

LONGEST = 366 * DAY_MS
"""How long ago a course may have begun that still goes on."""


class CourseChoices:
    """The runs at the location in view with parts to come; Enter leaves one they are in."""

    hint = tr("Course")
    none = tr("No course has parts to come here.")

    def __init__(self, session: Session, client_id: str) -> None:
        self._session, self._client_id = session, client_id
        now = session.now()
        lines = courses.runs(session.source, session.location_id, now - LONGEST)
        self._lines = [line for line in reversed(lines) if line.ahead(now)]
        held = session.source.rows.find(REGISTRATIONS_OF_CLIENT, client_id)
        self._in = {row.run_id for row in held if row.state == ACTIVE}

    def find(self, typed: str) -> Sequence[Choice]:
        """Those whose name or first day begins with the words typed."""
        words = fold(typed).split()
        return [self._choice(line) for line in self._lines if self._fits(line, words)]

    def ask(self, run_id: str) -> Answer:
        """What would happen, by the same handler that will run."""
        result = self._session.preview(self.command(run_id))
        if isinstance(result, Refusal):
            return Answer(self._session.sentence(result), "", Tone.REFUSED)
        if run_id in self._in:
            told = tr("Enrolled. Enter takes them out of all parts that are to come.")
            return Answer(told, tr("Take out"), Tone.ATTENTION)
        line = next(one for one in self._lines if one.run.id == run_id)
        left = line.ahead(self._session.now())
        return Answer(counted(left, "1 part is booked.", "{0} parts are booked."), tr("Enrol"))

    def command(self, run_id: str) -> Command:
        """What Enter sends."""
        if run_id in self._in:
            return CancelRegistration(self._client_id, run_id)
        return RegisterCourse(self._client_id, run_id, pay_at_desk=True)

    def said(self, done: Outcome) -> str:
        """What was done, for the undo message."""
        name = bold(str(done.facts.get("client_name", "")))
        told = tr("Enrolled {0}") if done.code == "registered" else tr("Took {0} out of a course")
        return told.format(name)

    def _fits(self, line: RunLine, words: list[str]) -> bool:
        day = formats.day(line.run.starts_at, self._session.zone)
        parts = fold(f"{line.name} {day}").split()
        return all(any(part.startswith(word) for part in parts) for word in words)

    def _choice(self, line: RunLine) -> Choice:
        zone = self._session.zone
        first, last = (
            formats.short_day(line.run.starts_at, zone),
            formats.short_day(line.ends_at, zone),
        )
        left = counted(line.ahead(self._session.now()), "1 part to come", "{0} parts to come")
        return Choice(
            key=line.run.id,
            letter=line.name[:1],
            service=1,
            title=line.name,
            note=f"{first} – {last} · {left}",
            side=counted(line.enrolled, "1 enrolled", "{0} enrolled"),
            strong_side=line.run.id in self._in,
        )

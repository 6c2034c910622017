"""What could stand in for a resource in one class, to be chosen from a list."""

from collections.abc import Sequence

from core.changes import Outcome
from core.commands.registry import Command
from core.commands.resources import ChangeResource
from core.domain.folding import fold
from core.queries import resource_trouble
from desktop.saying import tr
from desktop.session import Session
from desktop.theme.marks import Tone
from desktop.widgets.choice_panel import Answer, Choice
from desktop.wording import bold


class StandIns:
    """Choices for one class and one of its resources."""

    def __init__(self, session: Session, occurrence_id: str, resource_id: str) -> None:
        self.hint = tr("Find by name")
        self.none = tr("Nothing else of this type is here.")
        self._session = session
        self._occurrence_id, self._resource_id = occurrence_id, resource_id
        self._known = {
            str(one.id): one for one in resource_trouble.alike(session.source.rows, resource_id)
        }

    def find(self, typed: str) -> Sequence[Choice]:
        """Those whose name has the words typed; what is free first."""
        words = fold(typed).split()
        fitting = [
            one for one in self._known.values() if all(word in fold(one.name) for word in words)
        ]
        made = [(self.ask(one.id), one) for one in fitting]
        return [
            Choice(key=one.id, title=one.name, side=tr("free") if answer.action else tr("taken"))
            for answer, one in sorted(made, key=lambda pair: not pair[0].action)
        ]

    def ask(self, key: str) -> Answer:
        """What taking it would mean."""
        result = self._session.preview(self.command(key))
        if isinstance(result, Outcome):
            text = tr("The class has {0} then.").format(self._known[key].name)
            return Answer(text, tr("Change"), Tone.OK)
        return Answer(self._session.sentence(result), "", Tone.REFUSED)

    def command(self, key: str) -> Command:
        """What is sent."""
        return ChangeResource(self._occurrence_id, self._resource_id, key)

    def said(self, done: Outcome) -> str:
        """What was done."""
        name = str(done.facts.get("resource_name", ""))
        return tr("The class has {0} now").format(bold(name))

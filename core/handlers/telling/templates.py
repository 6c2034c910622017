"""Handlers of the words of messages (NTF-4)."""

from core.changes import Act, Outcome
from core.commands.templates import TakeBackTemplate, WriteTemplate
from core.domain.ids import TemplateId, derive
from core.domain.letters.all_letters import letter_of
from core.domain.refusals import Refusal
from core.domain.templates import Template
from core.handlers.registry import handles
from core.handlers.scene import Facts
from core.ports import Tx
from core.rules.telling.letters import fault_of


@handles(WriteTemplate)
def write_template(tx: Tx, act: Act, command: WriteTemplate) -> Outcome | Refusal:
    """Refuses `template_unknown`, `template_torn`, `gap_unknown`, `gap_missing`."""
    if letter_of(command.event, command.channel) is None:
        return Refusal("template_unknown", {"event": command.event, "channel": command.channel})
    fault = fault_of(command.event, command.channel, command.subject, command.text)
    if fault is not None:
        return fault
    return Outcome("template_written", _put(tx, act, command, command.subject, command.text))


@handles(TakeBackTemplate)
def take_back_template(tx: Tx, act: Act, command: TakeBackTemplate) -> Outcome | Refusal:
    """Refuses `template_unknown`, also where the studio has no words of its own."""
    held = tx.get(Template, _id_of(command))
    if held is None or not held.text:
        return Refusal("template_unknown", {"event": command.event, "channel": command.channel})
    return Outcome("template_taken_back", _put(tx, act, command, "", ""))


def _id_of(command: WriteTemplate | TakeBackTemplate) -> TemplateId:
    """One row for a message, channel and language, at whichever desks it is written."""
    language = command.language.lower()
    return TemplateId(derive("template", command.event, command.channel, language))


def _put(
    tx: Tx, act: Act, command: WriteTemplate | TakeBackTemplate, subject: str, text: str
) -> Facts:
    """Keep the words; the facts say what was there before, empty for Foyer's."""
    key, language = _id_of(command), command.language.lower()
    held = tx.get(Template, key)
    tx.put(Template(key, command.event, command.channel, language, subject, text, act.command_id))
    before = {"subject": held.subject, "text": held.text} if held and held.text else {}
    facts = {"event": command.event, "channel": command.channel, "language": language}
    return {**facts, "template_id": key, "before": before}

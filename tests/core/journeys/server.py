"""What a server does after each command of a journey: it reacts, rings its timers, tells people."""

from core.changes import Outcome
from core.commands.registry import Command
from core.domain.notices import CHANNELS, NOTICES
from core.domain.organisation import StaffMember
from core.domain.people import Client
from core.domain.refusals import Refusal
from core.rules.due.all_timers import due
from core.rules.due.registry import Moment
from core.rules.reactions import reactions
from core.rules.telling.notices import Case, Person, caused, tell_terms, tellings
from core.rules.terms import Terms
from tests.support.studio import NOW, Studio

Told = list[tuple[str, str, list[str]]]
"""The message, whom it reaches, by which channels."""


def serve(s: Studio, command: Command, **how: object) -> Outcome:
    """Run a command that must succeed, and all that the server does because of it."""
    outcome = s.do(command, **how)
    for key, reaction in reactions(s.last.command_id, outcome.events):
        s.run(reaction, system=True, at=s.last.occurred_at, command_id=key)
    return outcome


def ring(s: Studio, at: int) -> list[Command]:
    """Run all that is due by the clock, until nothing is; gives what was done."""
    done: list[Command] = []
    rung: set[str] = set()
    while fresh := [one for one in due(s.reader, Moment(at, lambda _: at)) if one[0] not in rung]:
        for key, command in fresh:
            rung.add(key)
            result = s.run(command, system=True, at=at, command_id=key)
            if isinstance(result, Refusal):
                continue
            done.append(command)
            for cause, reaction in reactions(key, result.events):
                s.run(reaction, system=True, at=at, command_id=cause)
    return done


def told(s: Studio, now: int = NOW) -> Told:
    """What people were told since this was asked last, by the table of messages."""
    found: Told = []
    for name, facts in caused(s.events, 1):
        people = facts.get("client_ids") or [facts.get("client_id", "")]
        if NOTICES[name].to == "staff":
            people = facts.get("staff_ids", ())
        for one in people:
            case = Case(now, facts.get("starts_at", 0), zone=facts.get("zone") or "UTC")
            terms = tell_terms(Terms(s.reader, facts.get("location_id", "")), name, CHANNELS)
            ways = [way.channel for way in tellings(name, _person(s, one), case, terms)]
            found.append((name, one, ways))
    s.events.clear()
    return found


def _person(s: Studio, key: str) -> Person:
    row = s.reader.get(Client, key) or s.get(StaffMember, key)
    return Person(key, row.email, row.phone)

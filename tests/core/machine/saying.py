"""What a sentence needs and a result does not tell."""

import string

from core.changes import Outcome
from core.domain.refusals import Refusal
from core.domain.words import done, refused

_NONE_IS_SAID = ("credits", "since")
"""Forms that have a word for no figure, or are left out without one."""


def unsaid(result: Outcome | Refusal) -> set[str]:
    """The facts that the words of a result name and that it does not have."""
    words = refused(result.code) if isinstance(result, Refusal) else done(result.code)
    return {
        name
        for text in (words.says, words.mend)
        for _, name, form, _ in string.Formatter().parse(text)
        if name and (name not in result.facts or result.facts[name] is None)
        if form not in _NONE_IS_SAID
    }

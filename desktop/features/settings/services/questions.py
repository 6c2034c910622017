"""The questions of a service as lines that are typed, and back (SVC-7). Pure.

Any injuries?                       a text
Mat or towel? * = Mat, Towel        one of several; the star says that it must be answered
First time here? = yes/no           yes or no
"""

import re
from collections.abc import Sequence

from core.commands.services import Question
from core.domain.folding import fold

YES_NO = "yes/no"
_KEY = 40


def written(questions: Sequence[Question]) -> str:
    """The questions, one a line."""
    return "\n".join(_line(one) for one in questions)


def read(typed: str, before: Sequence[Question] = ()) -> tuple[Question, ...]:
    """The questions of the lines; one whose words stay the same keeps its key, and so its answers.

    What is wrong with one (a choice with too few answers) is for the core to say.
    """
    known = {one.text: one.key for one in before}
    found: list[Question] = []
    for line in filter(None, (line.strip() for line in typed.split("\n"))):
        asked, _, told = line.partition("=")
        text = asked.strip()
        required = text.endswith("*")
        text = text.removesuffix("*").strip()
        taken = {one.key for one in found}
        key = known.get(text) or _key_of(text, taken)
        found.append(_question(key, text, told.strip(), required=required))
    return tuple(found)


def _line(one: Question) -> str:
    star = " *" if one.required else ""
    told = {"yes_no": f" = {YES_NO}", "choice": f" = {', '.join(one.choices)}"}.get(one.kind, "")
    return f"{one.text}{star}{told}"


def _question(key: str, text: str, told: str, *, required: bool) -> Question:
    if not told:
        return Question(key, text, "text", required)
    if fold(told).replace(" ", "") == YES_NO:
        return Question(key, text, "yes_no", required)
    choices = tuple(dict.fromkeys(one.strip() for one in told.split(",") if one.strip()))
    return Question(key, text, "choice", required, choices)


def _key_of(text: str, taken: set[str]) -> str:
    """Letters and digits of the words; another number where two would be called the same."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[: _KEY - 3] or "question"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    return key

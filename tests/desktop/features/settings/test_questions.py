"""Questions of a service are lines that are typed; their keys stay while their words do."""

import pytest

from core.commands.services import Question
from core.domain.catalogue import Service
from desktop.features.settings.services.questions import read, written
from tests.desktop.features.settings.conftest import Settings
from tests.support.rules import rule

ALL = (
    Question("any-injuries", "Any injuries?"),
    Question("mat-or-towel", "Mat or towel?", "choice", True, ("Mat", "Towel")),
    Question("first-time-here", "First time here?", "yes_no"),
)
LINES = "Any injuries?\nMat or towel? * = Mat, Towel\nFirst time here? = yes/no"


@rule("SVC-7")
def test_what_is_written_is_read_again() -> None:
    assert written(ALL) == LINES
    assert read(LINES) == ALL


@pytest.mark.parametrize(
    ("typed", "questions"),
    [
        ("", ()),
        ("\n  \n", ()),
        ("Größe? = S,M , L,,M", (Question("groe", "Größe?", "choice", False, ("S", "M", "L")),)),
        ("?", (Question("question", "?"),)),
        ("A?\nA?", (Question("a", "A?"), Question("a-2", "A?"))),
        ("First? =  Yes / No", (Question("first", "First?", "yes_no"),)),
    ],
)
def test_lines_are_read_as_people_type_them(typed: str, questions: tuple[Question, ...]) -> None:
    found = read(typed)
    assert [(q.text, q.kind, q.required, q.choices) for q in found] == [
        (q.text, q.kind, q.required, q.choices) for q in questions
    ]
    assert len({q.key for q in found}) == len(found)
    assert all(0 < len(q.key) <= 40 for q in found)


def test_a_question_keeps_its_key_while_its_words_stay() -> None:
    before = (Question("q1", "Any injuries?"),)
    (found,) = read("Any injuries? *", before)
    assert (found.key, found.required) == ("q1", True)


@rule("SVC-7", "U-92")
def test_questions_are_saved_and_one_with_a_single_answer_is_marked(settings: Settings) -> None:
    source, key = settings.live.session.source, settings.live.names["mat"]
    settings.open("services", key)
    settings.type("questions", "Mat or towel? = Mat")
    settings.opened().sheet.save()
    assert "two choices" in settings.form.wrong("questions")
    settings.type("questions", LINES)
    settings.save()

    def asked() -> str:
        row = source.rows.get(Service, key)
        return row.questions if row else ""

    settings.desk.until(lambda: "mat-or-towel" in asked())
    settings.open("services", key)
    assert settings.form.value("questions") == LINES

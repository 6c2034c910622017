"""The health questionnaire in its versions: a yes to any question sets the flag (HLT-1, HLT-3)."""

from collections.abc import Mapping

from core.domain.refusals import Refusal

VERSION = 1

QUESTIONS: dict[str, str] = {
    "heart": "Has a doctor ever found something with your heart or your blood pressure?",
    "chest_pain": "Do you feel pain in your chest, at rest or when you move?",
    "dizziness": "Have you lost balance from dizziness or fainted in the last twelve months?",
    "chronic": "Do you live with another lasting illness?",
    "medication": "Do you take medicine that was prescribed for a lasting illness?",
    "bones": "Do you have trouble with bones, joints or muscles that moving could make worse?",
    "supervised": "Has a doctor told you to exercise only under supervision?",
}
"""The questions of the version in force, in their order."""


def complete(version: int, answers: Mapping[str, bool]) -> Refusal | None:
    """Refuses `questions_outdated`, `answers_incomplete` with the questions that are left."""
    if version != VERSION:
        return Refusal("questions_outdated", {"version": VERSION})
    left = [question for question in QUESTIONS if question not in answers]
    return Refusal("answers_incomplete", {"left": left, "count": len(left)}) if left else None


def is_flagged(answers: Mapping[str, bool]) -> bool:
    """Any yes sets the flag (HLT-3)."""
    return any(answers.values())

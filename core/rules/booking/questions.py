"""The questions of a service: required of clients, skippable at the desk (SVC-7)."""

from collections.abc import Mapping

from core.domain.catalogue import Service
from core.domain.json_text import listed
from core.domain.refusals import Refusal

YES_NO = ("yes", "no")


def answers_refusal(
    service: Service, answers: Mapping[str, str], *, by_client: bool
) -> Refusal | None:
    """Refuses `answer_missing`, `answer_not_offered`, `question_unknown` with the question."""
    if not answers and service.questions == "[]":
        return None
    asked = {one["key"]: one for one in listed(service.questions)}
    for key in answers:
        if key not in asked:
            return Refusal("question_unknown", {"question": key})
    for key, one in asked.items():
        given = answers.get(key, "").strip()
        if not given:
            if one.get("required") and by_client:
                return Refusal("answer_missing", {"question": one["text"]})
            continue
        offered = YES_NO if one["kind"] == "yes_no" else one.get("choices", ())
        if one["kind"] != "text" and given not in offered:
            return Refusal("answer_not_offered", {"question": one["text"], "answer": given})
    return None

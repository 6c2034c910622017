"""Which colours, icon and tone each class of result has."""

from desktop.features.checkin.model import Outcome
from desktop.theme.marks import Tone
from desktop.theme.tokens import Field, Theme

ICONS = {
    Outcome.ACCEPTED: "circle-check",
    Outcome.ATTENTION: "triangle-alert",
    Outcome.REFUSED: "octagon-x",
    Outcome.WORKING: "hourglass",
}
TONES = {
    Outcome.ACCEPTED: Tone.OK,
    Outcome.ATTENTION: Tone.ATTENTION,
    Outcome.REFUSED: Tone.REFUSED,
    Outcome.WORKING: Tone.NEUTRAL,
}


def field_of(theme: Theme, outcome: Outcome) -> Field:
    """The whole field's colour and what stands on it."""
    known = {
        Outcome.ACCEPTED: theme.accepted_field,
        Outcome.ATTENTION: theme.attention_field,
        Outcome.REFUSED: theme.refused_field,
        Outcome.WORKING: theme.working_field,
    }
    return known[outcome]

"""What the lasting line under the top bar says: training, a demo studio, an unprotected desk."""

from core.domain.organisation import DEMO_SLUG
from core.queries import place
from desktop.session import Session
from desktop.shell.lines import BannerLine
from desktop.theme.marks import Tone

TRAINING = "Training on a copy. Nothing here counts, and it goes when the window is closed."
DEMO = "Demo studio. Nothing here is real."
UNPROTECTED = "This desk is not protected: its keys lie in a file beside the store."


def banner_line(session: Session) -> BannerLine | None:
    """The line, or None where there is nothing to say."""
    if session.desk.training:
        return BannerLine(TRAINING, Tone.PROVISIONAL, "circle-help")
    organisation = place.organisation(session.source)
    demo = organisation is not None and organisation.slug.startswith(DEMO_SLUG)
    bare = not session.desk.protected
    if demo:
        return BannerLine(f"{DEMO} {UNPROTECTED}" if bare else DEMO, Tone.INFO, "circle-help")
    return BannerLine(UNPROTECTED, Tone.ATTENTION, "triangle-alert") if bare else None

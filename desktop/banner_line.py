"""What the lasting line under the top bar says: training, a demo studio, an unprotected desk."""

from core.domain.organisation import DEMO_SLUG
from core.queries import place
from desktop import formats
from desktop.saying import tr
from desktop.session import Session
from desktop.shell.lines import BannerLine
from desktop.theme.marks import Tone

TRAINING = tr("Training on a copy. Nothing here counts, and it goes when the window is closed.")
DEMO = tr("Demo studio. Nothing here is real.")
SKEW_S = 120
UNPROTECTED = tr("This desk is not protected: its keys lie in a file beside the store.")


def clock_words(ahead_s: int) -> str:
    """That this computer's clock is wrong, by how much, and what to do (U-40, U-87)."""
    minutes = max(1, round(abs(ahead_s) / 60))
    way = tr("ahead of") if ahead_s > 0 else tr("behind")
    said = tr(
        "The clock of this computer is {0} {1} the server’s. Set it in the system’s settings; "
        "what was done keeps its order."
    )
    return said.format(formats.span(minutes), way)


def banner_line(session: Session) -> BannerLine | None:
    """The line, or None where there is nothing to say."""
    if session.desk.training:
        return BannerLine(TRAINING, Tone.PROVISIONAL, "circle-help")
    organisation = place.organisation(session.source)
    demo = organisation is not None and organisation.slug.startswith(DEMO_SLUG)
    bare = not session.desk.protected
    if abs(session.sync.ahead_s) > SKEW_S:
        return BannerLine(clock_words(session.sync.ahead_s), Tone.ATTENTION, "clock-alert")
    if demo:
        return BannerLine(f"{DEMO} {UNPROTECTED}" if bare else DEMO, Tone.INFO, "circle-help")
    return BannerLine(UNPROTECTED, Tone.ATTENTION, "triangle-alert") if bare else None

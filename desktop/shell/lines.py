"""What the frame is told to show: the sync state and the lasting line, as frozen values."""

from msgspec import Struct

from desktop.theme.marks import Tone


class SyncLine(Struct, frozen=True):
    """The sync state in words: "Offline", "3 saved here", "sent 17:30" (U-32)."""

    headline: str
    details: tuple[str, ...] = ()
    icon: str = "cloud-check"
    tone: Tone = Tone.OK

    @property
    def said(self) -> str:
        """All of it in one line."""
        return " · ".join((self.headline, *self.details))


class BannerLine(Struct, frozen=True):
    """A line that stays: an unprotected desk, a demo studio. The action is optional."""

    text: str
    tone: Tone = Tone.ATTENTION
    icon: str = "triangle-alert"
    action: str = ""

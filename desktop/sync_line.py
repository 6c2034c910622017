"""The sync state in words for the one place that shows it (U-32): saved here, sent, confirmed."""

from desktop import formats
from desktop.shell.lines import SyncLine
from desktop.sync.worker import SyncState
from desktop.theme.marks import Tone

STALE_MS = 5 * 60 * 1000
OURS = frozenset({"", "server_unreachable"})


def sync_line(state: SyncState, now: int, zone: str) -> SyncLine:
    """Trouble shows when the last try failed, or when the last success is older than 5 minutes."""
    details = [f"{state.waiting} saved here"] if state.waiting else []
    last = state.last_success
    if not state.online or last is None or now - last > STALE_MS:
        if last is not None:
            details.append(f"sent {formats.moment(last, zone, now)}")
        return SyncLine("Offline", tuple(details), "cloud-off", Tone.ATTENTION)
    if state.trouble:
        return SyncLine("Server has trouble", tuple(details), "triangle-alert", Tone.ATTENTION)
    if state.behind and not state.waiting:
        return SyncLine("Loading", ("from the server",), "cloud-sync", Tone.INFO)
    if state.waiting:
        return SyncLine("Sending", tuple(details), "cloud-sync", Tone.INFO)
    return SyncLine("All sent", (), "cloud-check", Tone.OK)

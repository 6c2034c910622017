"""The sync state in words for the one place that shows it (U-32): saved here, sent, confirmed."""

from desktop import formats
from desktop.loading import Loading
from desktop.saying import counted, tr
from desktop.shell.lines import SyncLine
from desktop.sync.worker import SyncState
from desktop.theme.marks import Tone

STALE_MS = 5 * 60 * 1000
OURS = frozenset({"", "server_unreachable"})


def sync_line(state: SyncState, now: int, zone: str) -> SyncLine:
    """Trouble shows when the last try failed, or when the last success is older than 5 minutes."""
    details = [tr("{0} saved here").format(state.waiting)] if state.waiting else []
    last = state.last_success
    if not state.online or last is None or now - last > STALE_MS:
        if last is not None:
            details.append(tr("sent {0}").format(formats.moment(last, zone, now)))
        return SyncLine(tr("Offline"), tuple(details), "cloud-off", Tone.ATTENTION)
    if state.trouble:
        return SyncLine(tr("Server has trouble"), tuple(details), "triangle-alert", Tone.ATTENTION)
    if state.loading is not None and state.loading.stopped:
        return SyncLine(
            tr("Loading stopped"), (loaded(state.loading),), "cloud-off", Tone.ATTENTION
        )
    if state.behind and not state.waiting:
        told = loaded(state.loading) if state.loading else tr("from the server")
        return SyncLine(tr("Loading"), (told,), "cloud-sync", Tone.INFO)
    if state.waiting:
        return SyncLine(tr("Sending"), tuple(details), "cloud-sync", Tone.INFO)
    return SyncLine(tr("All sent"), (), "cloud-check", Tone.OK)


def loaded(load: Loading) -> str:
    """How far a load is: of how many rows where the server has said it (U-39)."""
    if not load.total:
        return counted(load.rows, "1 row so far", "{0} rows so far")
    rows = min(load.rows, load.total)
    return tr("{0} of {1} rows").format(f"{rows:,}", f"{load.total:,}")

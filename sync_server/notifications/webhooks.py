"""Events to other programs: written with their cause, signed, posted like other messages (NTF-5).

Headers and signature are those of the Standard Webhooks specification, in its Ed25519 form.
"""

import base64
import ipaddress
import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.changes import Act, Outcome
from core.commands.registry import Command
from core.domain.ids import derive
from core.domain.json_text import dump
from core.domain.webhooks import ACTIVE, WEBHOOKS_BY_STATE
from core.ports import Clock, Reader
from core.rules.telling.webhooks import told_of, with_undone
from sync_server.notifications.channels import TIMEOUT_SECONDS, Letter, NotSentError
from sync_server.store.port import Message

WEBHOOK = "webhook"
"""The channel's name in the outbox."""
GONE = 410
"""The receiver's word that it wants no more of this message."""

Resolve = Callable[[str, int], list[str]]


class EndedError(NotSentError):
    """Nobody wants it any more; nobody has to be told."""


def hook_messages(
    rows: Reader, act: Act, command: Command, result: Outcome, now: int
) -> Iterator[Message]:
    """A message for each event and webhook; it does not rest, as it tells what has happened."""
    hooks = rows.find(WEBHOOKS_BY_STATE, ACTIVE)
    if not hooks:
        return
    events = with_undone(result.events, getattr(command, "of", ""))
    for number, event in enumerate(events):
        for hook in told_of(event, hooks):
            key = derive("webhook", act.command_id, str(number), hook.id)
            body = {
                "type": event.name,
                "timestamp": act.occurred_at,
                "command_id": act.command_id,
                "data": event.facts,
            }
            yield Message(key, act.command_id, event.name, WEBHOOK, hook.url, dump(body), now)


def event_letter(rows: Reader, key: str, event: str, url: str, body: str) -> Letter:
    """The event as it is posted. Raises NotSentError, final, where the webhook was ended."""
    if all(hook.url != url for hook in rows.find(WEBHOOKS_BY_STATE, ACTIVE)):
        raise EndedError("The webhook was ended.", final=True)
    return Letter(key, url, event, body)


def addresses_of(host: str, port: int) -> list[str]:
    """The addresses of a host's name. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


class WebhookChannel:
    """Posts an event to its address. Redirects are not followed, and what stands in the server's
    own network is not reached: whoever enters an address must not see what only we can."""

    def __init__(
        self,
        key: Ed25519PrivateKey,
        clock: Clock,
        *,
        resolve: Resolve = addresses_of,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._key = key
        self._clock = clock
        self._resolve = resolve
        self._timeout = timeout

    @property
    def public_key(self) -> bytes:
        """What receivers verify signatures with."""
        return self._key.public_key().public_bytes_raw()

    def send(self, letter: Letter) -> str:
        self._reachable(letter.address)
        try:
            answer = httpx.post(
                letter.address,
                content=letter.text.encode(),
                headers=self._headers(letter),
                timeout=self._timeout,
                trust_env=False,
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotSentError(f"{type(error).__name__}: {error}") from error
        if not answer.is_success:
            final = answer.status_code == GONE
            raise NotSentError(f"{answer.status_code} {answer.reason_phrase}", final=final)
        return str(answer.status_code)

    def _reachable(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            found = self._resolve(parts.hostname or "", parts.port or 443)
        except (OSError, UnicodeError, ValueError) as error:
            raise NotSentError(f"{type(error).__name__}: {error}") from error
        inside = [one for one in found if not ipaddress.ip_address(one).is_global]
        if inside:
            raise NotSentError(f"{inside[0]} is inside the server's network", final=True)

    def _headers(self, letter: Letter) -> dict[str, str]:
        at = str(self._clock.now() // 1000)
        signature = self._key.sign(f"{letter.key}.{at}.{letter.text}".encode())
        return {
            "content-type": "application/json",
            "webhook-id": letter.key,
            "webhook-timestamp": at,
            "webhook-signature": f"v1a,{base64.b64encode(signature).decode()}",
        }

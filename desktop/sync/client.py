"""The server over HTTP: implements SyncProtocol, and turns every failure into a Fault."""

import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import httpx
import msgspec

from core.domain import words
from core.domain.refusals import Fault
from core.wire.enrol_codes import EnrolCodeReply, EnrolCodeRequest
from core.wire.protocol import EnrolReply, EnrolRequest, ExchangeReply, ExchangeRequest
from core.wire.signing_in import ForgottenRequest, SignInReply, SignInRequest

TIMEOUT = httpx.Timeout(15.0, connect=4.0)

_encode = msgspec.json.Encoder().encode
_decode_reply = msgspec.json.Decoder(ExchangeReply).decode
_decode_signed_in = msgspec.json.Decoder(SignInReply).decode
_decode_code = msgspec.json.Decoder(EnrolCodeReply).decode
_decode_enrolled = msgspec.json.Decoder(EnrolReply).decode


class _Facts(msgspec.Struct, frozen=True):
    ours: int | None = None


class _Error(msgspec.Struct):
    code: str
    facts: _Facts = _Facts()


class HttpServer:
    """One server at a base URL, with this desk's token ("" before it is enrolled)."""

    def __init__(self, url: str, token: str = "") -> None:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._http = httpx.Client(base_url=url, timeout=TIMEOUT, headers=headers)
        self.ahead_s = 0

    def exchange(self, request: ExchangeRequest) -> ExchangeReply:
        """Faults: `server_unreachable`, `desk_not_known`, `server_failed`,
        `server_nonsense`."""
        body = self._post("/v1/sync/exchange", _encode(request))
        try:
            return _decode_reply(body)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise Fault("server_nonsense", why=str(error)[:200]) from error

    def enrol(self, request: EnrolRequest) -> EnrolReply:
        """Become a desk. Faults as `exchange`, and `enrolment_code_wrong`."""
        body = self._post("/v1/enrol", _encode(request))
        try:
            return _decode_enrolled(body)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise Fault("server_nonsense", why=str(error)[:200]) from error

    def enrol_code(self, request: EnrolCodeRequest) -> EnrolCodeReply:
        """A code for another computer. Faults as `exchange`, `not_proven`, `not_permitted`,
        `location_unknown`, `too_many_tries`."""
        body = self._post("/v1/enrol/code", _encode(request))
        try:
            return _decode_code(body)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise Fault("server_nonsense", why=str(error)[:200]) from error

    def sign_in(self, request: SignInRequest) -> SignInReply:
        """Prove who somebody at this desk is. Faults as `exchange`, `sign_in_wrong`,
        `too_many_tries`, and the refusals of RegisterStaffKey."""
        body = self._post("/v1/staff/sign-in", _encode(request))
        try:
            return _decode_signed_in(body)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise Fault("server_nonsense", why=str(error)[:200]) from error

    def ask_password(self, request: ForgottenRequest) -> None:
        """Let somebody get a new invitation. Faults as `exchange`, and `too_many_tries`."""
        self._post("/v1/staff/forgotten", _encode(request))

    def pokes(self) -> Iterator[None]:
        """One item each time the server says that something is new. Ends with the connection."""
        patience = httpx.Timeout(None, connect=4.0)
        try:
            with self._http.stream("GET", "/v1/sync/pokes", timeout=patience) as answer:
                if answer.status_code != httpx.codes.OK:
                    raise Fault("server_failed", status=answer.status_code)
                for line in answer.iter_lines():
                    if line.startswith("data:"):
                        yield None
        except httpx.RequestError as error:
            raise _fault_of(error) from error

    def close(self) -> None:
        self._http.close()

    def _post(self, path: str, content: bytes) -> bytes:
        answer = self._send(path, content)
        self.ahead_s = ahead_of(answer.headers.get("date", ""), time.time())
        if answer.is_success:
            return answer.content
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            raise Fault("desk_not_known")
        code, facts = _said(answer.content)
        raise Fault(code, status=answer.status_code, **facts)

    def _send(self, path: str, content: bytes) -> httpx.Response:
        headers = {"Content-Type": "application/json"}
        try:
            try:
                return self._http.post(path, content=content, headers=headers)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
                # a kept-alive connection may have died while it rested: once more, at once
                return self._http.post(path, content=content, headers=headers)
        except httpx.RequestError as error:
            raise _fault_of(error) from error
        except RuntimeError as error:
            if self._http.is_closed:  # given up by the watchdog, or the desk closes
                raise Fault("server_unreachable", why="closed") from error
            raise


def ahead_of(date: str, now: float) -> int:
    """How many seconds this computer's clock is before the server's `Date` (RFC 9110); 0 where the
    server does not say."""
    try:
        there = parsedate_to_datetime(date)
    except ValueError:
        return 0
    return round(now - there.timestamp())


def _said(answer: bytes) -> tuple[str, dict[str, int]]:
    """The code that a server of ours gives, with the protocol it speaks where it names one.

    Whoever else answers, the server failed.
    """
    try:
        error = msgspec.json.decode(answer, type=_Error)
    except (msgspec.DecodeError, UnicodeError):
        return "server_failed", {}
    known = error.code in words.FAULTS or error.code in words.REFUSED
    facts = {} if error.facts.ours is None else {"ours": error.facts.ours}
    return error.code if known else "server_failed", facts


def _fault_of(error: httpx.RequestError) -> Fault:
    lost = isinstance(error, httpx.TransportError)
    code = "server_unreachable" if lost else "server_nonsense"
    return Fault(code, why=type(error).__name__)

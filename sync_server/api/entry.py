"""What the doors share: who knocks, what they ask, how an error is said."""

from typing import TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from core.wire.protocol import MOST_BYTES
from sync_server import auth
from sync_server.office import Office
from sync_server.service import revoked

T = TypeVar("T")


async def asked(
    request: Request, decoder: msgspec.json.Decoder[T], most_bytes: int = MOST_BYTES
) -> T | Response:
    """What a request says, or the answer to one that is too large, cut or no request of ours."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > most_bytes:
                return error(413, "request_too_large", "")
        return decoder.decode(body)
    except ClientDisconnect:
        return Response(status_code=400)
    except (msgspec.DecodeError, UnicodeError) as wrong:
        return error(422, "invalid_input", str(wrong))


def door(request: Request) -> auth.Door | None:
    """The desk whose token a request carries."""
    office: Office = request.app.state.office
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        return None
    return auth.desk_of(office.database.engine, token)


def desk_revoked(request: Request, desk: auth.Door) -> bool:
    """Whether the desk that knocks was revoked."""
    office: Office = request.app.state.office
    with office.database.read(desk.organisation_id) as store:
        return revoked(store, desk.subject_id)


def error(status: int, code: str, why: str) -> Response:
    """An error as every door says it (API-1)."""
    return JSONResponse({"error": code, "code": code, "facts": {"why": why[:200]}}, status)

"""The desks' doors: enrol, exchange, pokes."""

from typing import TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from core.wire.protocol import MOST_BYTES, EnrolRequest, ExchangeRequest
from sync_server import auth
from sync_server.enrolment import enrol
from sync_server.office import Office
from sync_server.service import DeskService

T = TypeVar("T")

_encode = msgspec.json.Encoder().encode
_exchange_request = msgspec.json.Decoder(ExchangeRequest)
_enrol_request = msgspec.json.Decoder(EnrolRequest)


def routes() -> list[Route]:
    return [
        Route("/v1/enrol", _enrol, methods=["POST"]),
        Route("/v1/sync/exchange", _exchange, methods=["POST"]),
        Route("/v1/sync/pokes", _pokes, methods=["GET"]),
    ]


async def _enrol(request: Request) -> Response:
    office: Office = request.app.state.office
    asked = await _asked(request, _enrol_request)
    if isinstance(asked, Response):
        return asked
    reply = await run_in_threadpool(enrol, office, asked)
    return Response(_encode(reply), media_type="application/json")


async def _exchange(request: Request) -> Response:
    office: Office = request.app.state.office
    door = await run_in_threadpool(_door, request)
    if door is None:
        return _error(401, "no_session", "")
    asked = await _asked(request, _exchange_request)
    if isinstance(asked, Response):
        return asked
    if asked.desk_id != door.subject_id:
        return _error(401, "no_session", "")
    service = DeskService(
        office.database,
        office.clock,
        door.organisation_id,
        heard=office.heard,
        settling=office.settling,
    )
    reply = await run_in_threadpool(service.exchange, asked)
    return Response(_encode(reply), media_type="application/json")


async def _pokes(request: Request) -> Response:
    office: Office = request.app.state.office
    door = await run_in_threadpool(_door, request)
    if door is None:
        return _error(401, "no_session", "")
    stream = office.pokes.stream(door.organisation_id)
    return StreamingResponse(stream, media_type="text/event-stream")


async def _asked(request: Request, decoder: msgspec.json.Decoder[T]) -> T | Response:
    """What a request says, or the answer to one that is too large, cut or no request of ours."""
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return _error(413, "request_too_large", "")
        return decoder.decode(body)
    except ClientDisconnect:
        return Response(status_code=400)
    except (msgspec.DecodeError, UnicodeError) as error:
        return _error(422, "invalid_input", str(error))


def _door(request: Request) -> auth.Door | None:
    office: Office = request.app.state.office
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        return None
    return auth.desk_of(office.database.engine, token)


def _error(status: int, code: str, why: str) -> Response:
    return JSONResponse({"error": code, "code": code, "facts": {"why": why[:200]}}, status)

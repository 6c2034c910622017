"""The desks' doors: enrol, exchange, pokes."""

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from core.wire.protocol import EnrolRequest, ExchangeRequest
from sync_server import auth
from sync_server.enrolment import enrol
from sync_server.office import Office
from sync_server.service import DeskService

MOST_BYTES = 16 * 1024 * 1024

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
    try:
        asked = _enrol_request.decode(await _body(request))
    except (msgspec.DecodeError, UnicodeError, ValueError) as error:
        return _error(422, "invalid_input", str(error))
    reply = await run_in_threadpool(enrol, office, asked)
    return Response(_encode(reply), media_type="application/json")


async def _exchange(request: Request) -> Response:
    office: Office = request.app.state.office
    door = await run_in_threadpool(_door, request)
    if door is None:
        return _error(401, "no_session", "")
    try:
        asked = _exchange_request.decode(await _body(request))
    except (msgspec.DecodeError, UnicodeError, ValueError) as error:
        return _error(422, "invalid_input", str(error))
    if asked.desk_id != door.subject_id:
        return _error(401, "no_session", "")
    service = DeskService(office.database, office.clock, door.organisation_id, office.pokes.send)
    reply = await run_in_threadpool(service.exchange, asked)
    return Response(_encode(reply), media_type="application/json")


async def _pokes(request: Request) -> Response:
    office: Office = request.app.state.office
    door = await run_in_threadpool(_door, request)
    if door is None:
        return _error(401, "no_session", "")
    stream = office.pokes.stream(door.organisation_id)
    return StreamingResponse(stream, media_type="text/event-stream")


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise ValueError("the request is too large")
    return body


def _door(request: Request) -> auth.Door | None:
    office: Office = request.app.state.office
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        return None
    return auth.desk_of(office.database.engine, token)


def _error(status: int, code: str, why: str) -> Response:
    return JSONResponse({"error": code, "code": code, "facts": {"why": why[:200]}}, status)

"""The desks' doors: enrol, a code for another desk, exchange, pokes."""

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.wire.enrol_codes import EnrolCodeRequest
from core.wire.protocol import DESK_REVOKED, EnrolRequest, ExchangeRequest
from sync_server.api.entry import asked, desk_revoked, door, error
from sync_server.enrol_codes import make_code
from sync_server.enrolment import enrol
from sync_server.office import Office
from sync_server.service import DeskService

MOST_BYTES = 4096

_encode = msgspec.json.Encoder().encode
_exchange_request = msgspec.json.Decoder(ExchangeRequest)
_code_request = msgspec.json.Decoder(EnrolCodeRequest)
_enrol_request = msgspec.json.Decoder(EnrolRequest)


def routes() -> list[Route]:
    return [
        Route("/v1/enrol", _enrol, methods=["POST"]),
        Route("/v1/enrol/code", _code, methods=["POST"]),
        Route("/v1/sync/exchange", _exchange, methods=["POST"]),
        Route("/v1/sync/pokes", _pokes, methods=["GET"]),
    ]


async def _enrol(request: Request) -> Response:
    office: Office = request.app.state.office
    wanted = await asked(request, _enrol_request)
    if isinstance(wanted, Response):
        return wanted
    reply = await run_in_threadpool(enrol, office, wanted)
    return Response(_encode(reply), media_type="application/json")


async def _code(request: Request) -> Response:
    office: Office = request.app.state.office
    desk = await run_in_threadpool(door, request)
    if desk is None:
        return error(401, "no_session", "")
    wanted = await asked(request, _code_request, MOST_BYTES)
    if isinstance(wanted, Response):
        return wanted
    reply = await run_in_threadpool(make_code, office, desk, wanted)
    return Response(_encode(reply), media_type="application/json")


async def _exchange(request: Request) -> Response:
    office: Office = request.app.state.office
    desk = await run_in_threadpool(door, request)
    if desk is None:
        return error(401, "no_session", "")
    wanted = await asked(request, _exchange_request)
    if isinstance(wanted, Response):
        return wanted
    if wanted.desk_id != desk.subject_id:
        return error(401, "no_session", "")
    service = DeskService(
        office.database,
        office.clock,
        desk.organisation_id,
        heard=office.heard,
        settling=office.settling,
    )
    office.metrics.exchanges.labels("commands" if wanted.commands else "nothing").inc()
    reply = await run_in_threadpool(service.exchange, wanted)
    return Response(_encode(reply), media_type="application/json")


async def _pokes(request: Request) -> Response:
    office: Office = request.app.state.office
    desk = await run_in_threadpool(door, request)
    if desk is None:
        return error(401, "no_session", "")
    if await run_in_threadpool(desk_revoked, request, desk):
        return error(403, DESK_REVOKED, "")
    return office.pokes.stream(desk.organisation_id)

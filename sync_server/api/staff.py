"""The doors at which people sign in at a desk, and ask for a new password."""

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core.wire.signing_in import ForgottenRequest, SignInRequest
from sync_server.api.entry import asked, door, error
from sync_server.office import Office
from sync_server.signing_in import ask_again, sign_in

MOST_BYTES = 4096

_encode = msgspec.json.Encoder().encode
_sign_in_request = msgspec.json.Decoder(SignInRequest)
_forgotten_request = msgspec.json.Decoder(ForgottenRequest)


def routes() -> list[Route]:
    return [
        Route("/v1/staff/sign-in", _sign_in, methods=["POST"]),
        Route("/v1/staff/forgotten", _forgotten, methods=["POST"]),
    ]


async def _sign_in(request: Request) -> Response:
    office: Office = request.app.state.office
    desk = await run_in_threadpool(door, request)
    if desk is None:
        return error(401, "no_session", "")
    wanted = await asked(request, _sign_in_request, MOST_BYTES)
    if isinstance(wanted, Response):
        return wanted
    reply = await run_in_threadpool(sign_in, office, desk, wanted)
    return Response(_encode(reply), media_type="application/json")


async def _forgotten(request: Request) -> Response:
    office: Office = request.app.state.office
    desk = await run_in_threadpool(door, request)
    if desk is None:
        return error(401, "no_session", "")
    wanted = await asked(request, _forgotten_request, MOST_BYTES)
    if isinstance(wanted, Response):
        return wanted
    await run_in_threadpool(ask_again, office, desk, wanted.staff_id)
    return Response(b"{}", 202, media_type="application/json")

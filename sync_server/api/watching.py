"""The doors of who watches the server: is it well, and its figures."""

import hmac
import os
from ipaddress import ip_address

from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sync_server.office import Office

LATE_S = 30.0
"""Timers that have not looked for so long are out of order."""


def routes() -> list[Route]:
    return [
        Route("/healthz", _health, methods=["GET"]),
        Route("/metrics", _metrics, methods=["GET"]),
    ]


async def _health(request: Request) -> Response:
    office: Office = request.app.state.office
    database = await run_in_threadpool(_answers, office)
    silent = office.timers_silent_s()
    well = database and (silent is None or silent < LATE_S)
    told = {
        "state": "ok" if well else "sick",
        "database": "ok" if database else "sick",
        "timers_silent_s": None if silent is None else round(silent, 1),
        "worker": os.getpid(),
    }
    return JSONResponse(told, 200 if well else 503)


def _answers(office: Office) -> bool:
    try:
        with office.database.engine.connect() as connection:
            connection.execute(text("SELECT version FROM head LIMIT 1"))
    except SQLAlchemyError:
        return False
    return True


async def _metrics(request: Request) -> Response:
    """For this computer, and for who has the token of server.json."""
    office: Office = request.app.state.office
    if not _may_watch(request, office.metrics_token):
        return Response(status_code=404)
    figures = await run_in_threadpool(office.metrics.text)
    return Response(figures, media_type=CONTENT_TYPE_LATEST)


def _may_watch(request: Request, token: str) -> bool:
    said = request.headers.get("authorization", "")
    if token and hmac.compare_digest(said.encode(), f"Bearer {token}".encode()):
        return True
    host = request.client.host if request.client else ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

"""The server's doors over HTTP. Parse, call, serialise: no rule stands here."""

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.domain.refusals import Fault
from sync_server.api import invitation, staff, sync, watching, webhook_key
from sync_server.office import Office


def build(office: Office) -> Starlette:
    """The application over an opened office (database, clock, pokes)."""
    app = Starlette(
        routes=[
            *sync.routes(),
            *staff.routes(),
            *invitation.routes(),
            *webhook_key.routes(),
            *watching.routes(),
        ],
        exception_handlers={
            Fault: _fault,
            OperationalError: _database_gone,
            NoConnectionFree: _database_gone,
        },
    )
    app.state.office = office
    return app


async def _fault(_request: Request, error: Exception) -> Response:
    if not isinstance(error, Fault):
        raise error
    status = 503 if error.code == "server_failed" else 409
    return JSONResponse({"error": error.code, "code": error.code, "facts": error.facts}, status)


async def _database_gone(_request: Request, _error: Exception) -> Response:
    """It passes, and the desk asks again."""
    facts = {"why": "the database does not answer"}
    return JSONResponse({"error": "server_failed", "code": "server_failed", "facts": facts}, 503)

"""The page of an invitation: a plain form, no script; reading it never uses the link up."""

import secrets
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, Template
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from core.domain.refusals import Fault
from core.domain.telling import tell
from core.domain.words import fault as words_of
from sync_server.notifications.invitation import PATH
from sync_server.office import Office
from sync_server.signing_in import Invited, accept, invited
from sync_server.throttle import PAGE_OF_ADDRESS

TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "templates" / "pages"
MOST_BYTES = 4096
POLICY = (
    "default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


def routes() -> list[Route]:
    return [Route(f"{PATH}/{{token}}", _page, methods=["GET", "POST"])]


async def _page(request: Request) -> Response:
    office: Office = request.app.state.office
    host = request.client.host if request.client else ""
    try:
        office.throttle.pass_through((PAGE_OF_ADDRESS, host))
        if request.method in {"GET", "HEAD"}:
            return await _form(office, request)
        return await _answer(office, request)
    except Fault as fault:
        return _shown(429, "wait", say=_sentence(fault))


async def _form(office: Office, request: Request) -> Response:
    person = await run_in_threadpool(invited, office, request.path_params["token"])
    return _shown(200, "form", person) if person else _shown(404, "over")


async def _answer(office: Office, request: Request) -> Response:
    """Takes the password from our own form only: a page elsewhere is turned away."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return _shown(403, "over")
    token = request.path_params["token"]
    person = await run_in_threadpool(invited, office, token)
    if person is None:
        return _shown(404, "over")
    fields = await _fields(request)
    first, second = fields.get("password", ""), fields.get("again", "")
    if first != second:
        return _shown(422, "form", person, say="The two passwords are not the same.")
    try:
        done = await run_in_threadpool(accept, office, token, first)
    except Fault as fault:
        return _shown(422, "form", person, say=_sentence(fault))
    return _shown(200, "done", done) if done else _shown(404, "over")


async def _fields(request: Request) -> dict[str, str]:
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return {}
    except ClientDisconnect:
        return {}
    found = parse_qs(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=10)
    return {name: values[0] for name, values in found.items()}


def _shown(status: int, part: str, person: Invited | None = None, say: str = "") -> Response:
    nonce = secrets.token_urlsafe(16)
    text = _template().render(part=part, person=person, say=say, nonce=nonce)
    headers = {
        "Content-Security-Policy": POLICY.format(nonce=nonce),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return HTMLResponse(text, status, headers)


def _sentence(fault: Fault) -> str:
    words = words_of(fault.code)
    return " ".join(tell(part, fault.facts) for part in (words.says, words.mend) if part)


@cache
def _template() -> Template:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    return environment.get_template("invitation.html")

"""The door at which receivers of webhooks fetch the key that signs them."""

import base64

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sync_server.notifications.webhooks import WEBHOOK, WebhookChannel
from sync_server.office import Office


def routes() -> list[Route]:
    return [Route("/v1/webhook-key", _key, methods=["GET"])]


async def _key(request: Request) -> Response:
    office: Office = request.app.state.office
    channel = office.channels.get(WEBHOOK)
    if not isinstance(channel, WebhookChannel):
        return Response(status_code=404)
    return JSONResponse({"key": f"whpk_{base64.b64encode(channel.public_key).decode()}"})

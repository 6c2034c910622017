"""The link of an invitation: made when the letter leaves, so that it lies in no table or log."""

from sqlalchemy import Engine

from core.domain.json_text import mapping
from sync_server import auth

INVITED = "staff_invited"
PATH = "/staff/invitation"


def enclosed(
    engine: Engine, organisation_id: str, event: str, body: str, now: int, address: str
) -> dict[str, str]:
    """What a letter says beyond its kept facts: `link` for an invitation, else nothing."""
    if event != INVITED:
        return {}
    token = auth.new_invitation(engine, organisation_id, mapping(body)["staff_id"], now)
    return {"link": f"{address}{PATH}/{token}"}

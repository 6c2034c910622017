"""The page of messages: by which channels each is told, for the studio or a location (NTF-1)."""

from desktop.features.settings.messages.subjects import message_subjects
from desktop.features.settings.policies.page import PoliciesPage
from desktop.session import Session


class MessagesPage(PoliciesPage):
    """The same rows as the policies have: the cascade is shown, a change acts at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            session,
            self.tr("Messages"),
            self.tr("By which channels people are told. Times and quiet hours are policies."),
            message_subjects(),
        )

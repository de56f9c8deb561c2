"""Which scope each Web API method needs, from each method's page at https://docs.slack.dev/reference/methods.

A method that is not in the table is not offered here, whether Slack has it or not: an app that begins to use
it fails at once, and the stand-in learns it together with the manifest.
"""

from bot.practice.conversations import Conversation

_SCOPES: dict[str, str | None] = {
    "api.test": None,
    "auth.test": None,
    "bots.info": "users:read",
    "chat.delete": "chat:write",
    "chat.getPermalink": None,
    "chat.postEphemeral": "chat:write",
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "history",
    "conversations.info": "read",
    "conversations.list": None,
    "conversations.members": "read",
    "conversations.open": None,
    "conversations.replies": "history",
    "files.completeUploadExternal": "files:write",
    "files.delete": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "team.info": "team:read",
    "users.info": "users:read",
    "users.list": "users:read",
    "users.lookupByEmail": "users:read.email",
    "views.open": None,
    "views.publish": None,
    "views.push": None,
    "views.update": None,
}
"""None: a token is enough. `history` and `read` are completed by the kind of conversation;
`conversations.open` and `conversations.list` tell by their arguments which scopes they need."""

APP_LEVEL = {"apps.connections.open": "connections:write"}
"""Methods that take the app-level token (`xapp-…`) and no other."""


def is_offered(method: str) -> bool:
    """Whether the workspace knows that method."""
    return method in _SCOPES or method in APP_LEVEL


def scope_for(method: str, conversation: Conversation | None = None) -> str | None:
    """The scope that a call needs, or None; `conversation` tells which of four scopes counts.

    Without a conversation the four cannot be told apart, and the answer is None: the method itself refuses
    what it does not find.
    """
    scope = _SCOPES[method]
    if scope not in ("history", "read"):
        return scope
    return None if conversation is None else f"{family(conversation)}:{scope}"


def family(conversation: Conversation) -> str:
    """The word that scopes use for this kind of conversation: channels, groups, im or mpim."""
    if conversation.kind == "dm":
        return "im"
    if conversation.kind == "group":
        return "mpim"
    return "groups" if conversation.private else "channels"

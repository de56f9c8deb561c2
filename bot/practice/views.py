"""Open modals and App Homes: their ids, their hashes and the stack of three."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.practice.input_values import kept_values
from bot.practice.installation import Installation
from bot.practice.wire import Ids, Json

STACK = 3
"""How many modals lie on one another at most; https://docs.slack.dev/surfaces/modals."""


class ViewError(Exception):
    """A view that Slack would not accept; the argument is Slack's error code."""

    def __init__(self, error: str) -> None:
        """Refuse with Slack's `error`."""
        super().__init__(error)
        self.error = error


@dataclass
class View:
    """A modal or an App Home that somebody has before them."""

    id: str
    user_id: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Json = field(default_factory=dict)

    def to_slack(self, app: Installation) -> Json:
        """The view object of Slack's API."""
        content = {"private_metadata": "", "callback_id": "", "external_id": "", "blocks": []} | self.content
        return {
            "id": self.id,
            "team_id": app.team_id,
            **content,
            "state": {"values": self.values},
            "hash": self.hash,
            "title": content.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
            "clear_on_close": bool(content.get("clear_on_close")),
            "notify_on_close": bool(content.get("notify_on_close")),
            "close": content.get("close"),
            "submit": content.get("submit"),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": app.app_id,
            "app_installed_team_id": app.team_id,
            "bot_id": app.bot_id,
        }


class Views:
    """All views: at most one stack of modals and one App Home a person."""

    def __init__(self, ids: Ids) -> None:
        """Begin with none."""
        self._ids = ids
        self._by_id: dict[str, View] = {}
        self._stacks: dict[str, list[str]] = {}
        self._homes: dict[str, str] = {}

    def find(self, view_id: str = "", external_id: str = "") -> View | None:
        """The view with that id or external id, or None."""
        if view_id:
            return self._by_id.get(view_id)
        wanted = [
            v for v in self._by_id.values() if external_id and v.content.get("external_id") == external_id
        ]
        return wanted[0] if wanted else None

    def stack(self, user_id: str) -> list[View]:
        """That person's open modals, the topmost last."""
        return [self._by_id[view_id] for view_id in self._stacks.get(user_id, [])]

    def home(self, user_id: str) -> View | None:
        """That person's App Home, or None while nothing was published."""
        view_id = self._homes.get(user_id)
        return self._by_id[view_id] if view_id else None

    def open(self, user_id: str, content: Json, now: datetime) -> View:
        """Show a modal in place of whatever stack was open."""
        self.clear(user_id)
        return self.push(user_id, content, now)

    def push(self, user_id: str, content: Json, now: datetime) -> View:
        """Lay a modal on top of the stack.

        Raises:
            ViewError: the stack is full, or the external id is taken.
        """
        stack = self._stacks.setdefault(user_id, [])
        if len(stack) >= STACK:
            raise ViewError("push_limit_reached")
        self._refuse_taken(content)
        view = self._new(
            user_id, content, now, root=stack[0] if stack else "", previous=stack[-1] if stack else None
        )
        stack.append(view.id)
        return view

    def publish(self, user_id: str, content: Json, expected_hash: str, now: datetime) -> View:
        """Show that App Home.

        Raises:
            ViewError: `expected_hash` is not empty and not the present one.
        """
        current = self.home(user_id)
        if current is None:
            view = self._new(user_id, content, now, root="", previous=None)
            self._homes[user_id] = view.id
            return view
        return self.replace(current, content, expected_hash, now)

    def replace(self, view: View, content: Json, expected_hash: str, now: datetime) -> View:
        """Put new content into a view; what was typed stays where block and action are still there.

        Raises:
            ViewError: `expected_hash` is not empty and not the present one, or the external id is taken.
        """
        if expected_hash and expected_hash != view.hash:
            raise ViewError("hash_conflict")
        if content.get("external_id") != view.content.get("external_id"):
            self._refuse_taken(content)
        view.content = content
        view.values = kept_values(content["blocks"], view.values)
        view.hash = _new_hash(now)
        return view

    def close(self, view: View) -> list[View]:
        """Take a modal away, with all above it, and answer what was closed."""
        stack = self._stacks.get(view.user_id, [])
        if view.id not in stack:
            return []
        at = stack.index(view.id)
        gone, self._stacks[view.user_id] = stack[at:], stack[:at]
        return [self._by_id.pop(view_id) for view_id in gone]

    def clear(self, user_id: str) -> list[View]:
        """Take away all of a person's modals."""
        stack = self.stack(user_id)
        return self.close(stack[0]) if stack else []

    def _refuse_taken(self, content: Mapping[str, object]) -> None:
        external_id = content.get("external_id")
        if external_id and self.find(external_id=str(external_id)):
            raise ViewError("duplicate_external_id")

    def _new(self, user_id: str, content: Json, now: datetime, *, root: str, previous: str | None) -> View:
        view_id = self._ids.new("V")
        view = View(view_id, user_id, content, _new_hash(now), root or view_id, previous)
        self._by_id[view_id] = view
        return view


def _new_hash(now: datetime) -> str:
    return f"{int(now.timestamp())}.{secrets.token_hex(4)}"

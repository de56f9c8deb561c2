"""Views: a form, an answer shown over App Home, and App Home itself."""

from typing import Any

from handlers.blocks.elements import section
from handlers.ids.shifts import SHOWN
from handlers.message import Block, Message, Modal
from handlers.words.text import shorten

TITLE = 24
MODAL_BLOCKS = 100


def view_of_form(form: Modal) -> dict[str, Any]:
    """A form as Slack takes it."""
    return {
        "type": "modal",
        "callback_id": form.callback_id,
        "title": _plain(form.title),
        "submit": _plain(form.submit),
        "close": _plain("Cancel"),
        "private_metadata": form.carries,
        "blocks": list(form.blocks),
    }


def view_of_message(message: Message) -> dict[str, Any]:
    """A message laid over App Home."""
    return {
        "type": "modal",
        "callback_id": SHOWN,
        "title": _plain("Muster"),
        "close": _plain("Done"),
        "blocks": list(message.blocks[:MODAL_BLOCKS]) or [section(message.text)],
    }


def view_of_home(blocks: tuple[Block, ...]) -> dict[str, Any]:
    """App Home as Slack takes it."""
    return {"type": "home", "blocks": list(blocks[:MODAL_BLOCKS])}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": shorten(text, TITLE)}

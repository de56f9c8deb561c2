"""Views: a form, an answer shown over App Home, and App Home itself."""

from typing import Any

from handlers.blocks.elements import section
from handlers.ids.shifts import SHOWN
from handlers.message import Block, Message, Modal
from handlers.words.text import shorten

TITLE = 24
MODAL_BLOCKS = 100


def view_of_form(form: Modal) -> dict[str, Any]:
    """A form, or a page to read, as Slack takes it."""
    view = {
        "type": "modal",
        "callback_id": form.callback_id,
        "title": _plain(form.title),
        "close": _plain("Cancel" if form.submit else "Done"),
        "private_metadata": form.carries,
        "blocks": list(form.blocks[:MODAL_BLOCKS]),
    }
    return {**view, "submit": _plain(form.submit)} if form.submit else view


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

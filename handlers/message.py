"""What is shown to a person: a message, a modal, or the fields of a modal that need another look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
"""One Block Kit block, as Slack takes it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to keep: its name with the ending by which programs know it, and its bytes; never empty."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A message.

    Attributes:
        text: what a phone's notification and a screen reader say.
        blocks: what is seen.
        for_everybody: whether it settles a message that others read too, and so takes that message's place.
        file: goes under the text in place of the blocks, where files can go: in a notice, by Slack.
        beside: whether it stands beside the message that was pressed, which is kept true by itself.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    for_everybody: bool = False
    file: Attachment | None = None
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Modal:
    """A form, or a page to read: title and buttons of at most 24 characters.

    Attributes:
        callback_id: names the submission's listener.
        title: above the form.
        blocks: the form; inputs carry their block_id.
        submit: the word on the button that sends it; empty: there is nothing to send, it is only read.
        carries: a typed value (`handlers.ids`) that comes back with the submission.
    """

    callback_id: str
    title: str
    blocks: tuple[Block, ...]
    submit: str
    carries: str


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """Fields of a form to look at again: block_id to sentence. What was typed stays."""

    errors: Mapping[str, str]


Outcome = Message | Modal | FieldErrors
"""What a listener answers with; `handlers.door` shows it where the person is."""


def message(
    text: str, blocks: Sequence[Block] = (), *, for_everybody: bool = False, beside: bool = False
) -> Message:
    """A message whose blocks may come as any sequence."""
    return Message(text, tuple(blocks), for_everybody, beside=beside)

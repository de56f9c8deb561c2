"""The answer to what was typed and not understood, whichever command it followed."""

from handlers.blocks.elements import actions, button, section
from handlers.ids.shifts import SAY, Say
from handlers.message import Block, Message, message
from handlers.words.text import escaped


def did_you_mean(command: str, nearest: str, *, says: str, lead: str = "") -> Message:
    """The nearest thing that is known, with a button that does it.

    Args:
        command: what was typed after, such as `/meetings`.
        nearest: what may have been meant, as it is typed after the command.
        says: the words that the button carries, as `Say` has them.
        lead: a sentence that goes before; empty for none.
    """
    text = f"{lead} Did you mean `{command} {escaped(nearest, 100)}`?".strip()
    return message(text, [section(text), *actions(button(f"{command} {nearest}", SAY, Say(says[:200])))])


def not_known(command: str, typed: str, row: list[Block]) -> Message:
    """Nothing is near: where to read what is known, above buttons that most people come for."""
    text = f"“{escaped(typed, 60)}” is not something I know. `{command} help` shows what is."
    return message(text, [section(text), *row])

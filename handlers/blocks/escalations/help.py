"""What can be typed after `/escalations`; and the answer to a slip of the finger."""

from handlers.blocks.elements import actions, section
from handlers.blocks.escalations.buttons import say_button
from handlers.blocks.unclear import did_you_mean, not_known
from handlers.grammar.escalations import ESCALATIONS, EscalationsUnclear, escalations_help
from handlers.message import Block, Message, message


def help_of_escalations() -> Message:
    """Every line that `/escalations` understands, with what it does."""
    told = [f"`{line}` {does}" for line, does in escalations_help()]
    return message("What you can type after /escalations", [section("\n".join(told)), *_usual()])


def unclear_escalations(asked: EscalationsUnclear) -> Message:
    """What is missing; or the nearest command, with a button that does it."""
    if asked.nearest:
        says = f"{ESCALATIONS} {asked.nearest}"
        return did_you_mean(ESCALATIONS, asked.nearest, says=says, lead=asked.sentence)
    if asked.sentence:
        return message(asked.sentence.replace("`", ""), [section(asked.sentence)])
    return not_known(ESCALATIONS, asked.typed, _usual())


def _usual() -> list[Block]:
    return actions(say_button("What concerns me", ""), say_button("Mine", "mine"))

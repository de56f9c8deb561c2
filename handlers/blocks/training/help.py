"""What can be typed after `/training`; and the answer to a slip of the finger."""

from handlers.blocks.elements import actions, button, section
from handlers.blocks.training.buttons import training_button
from handlers.grammar.training import TRAINING, TrainingUnclear, training_help
from handlers.ids.shifts import SAY, Say
from handlers.message import Message, message
from handlers.words.text import escaped


def help_of_training(*, answers_for_others: bool) -> Message:
    """Every line that `/training` understands, with what it does."""
    told = [f"`{line}` {does}" for line, does in training_help(answers_for_others=answers_for_others)]
    return message(
        "What you can type after /training", [section("\n".join(told)), *actions(training_button())]
    )


def unclear_training(asked: TrainingUnclear) -> Message:
    """Whom or what was meant; the nearest command has a button."""
    if asked.unpicked:
        text = f"Slack did not say who that is. Type `{TRAINING} @` and pick the officer from the list."
        return message(text, [section(text)])
    if asked.nearest:
        text = f"Did you mean `{TRAINING} {escaped(asked.nearest, 100)}`?"
        meant = f"{TRAINING} {asked.nearest}"
        return message(text, [section(text), *actions(button(meant, SAY, Say(meant[:200])))])
    text = f"“{escaped(asked.typed, 60)}” is not something I know. `{TRAINING} help` shows what is."
    return message(text, [section(text), *actions(training_button())])

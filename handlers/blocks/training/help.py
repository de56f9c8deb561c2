"""What can be typed after `/training`; and the answer to a slip of the finger."""

from handlers.blocks.elements import actions, section
from handlers.blocks.training.buttons import training_button
from handlers.blocks.unclear import did_you_mean, not_known
from handlers.grammar.training import TRAINING, TrainingUnclear, training_help
from handlers.grammar.typed import not_picked
from handlers.message import Message, message


def help_of_training(*, answers_for_others: bool) -> Message:
    """Every line that `/training` understands, with what it does."""
    told = [f"`{line}` {does}" for line, does in training_help(answers_for_others=answers_for_others)]
    return message(
        "What you can type after /training", [section("\n".join(told)), *actions(training_button())]
    )


def unclear_training(asked: TrainingUnclear) -> Message:
    """Whom or what was meant; the nearest command has a button."""
    if asked.unpicked:
        text = not_picked(f"{TRAINING} @")
        return message(text, [section(text)])
    if asked.nearest:
        return did_you_mean(TRAINING, asked.nearest, says=f"{TRAINING} {asked.nearest}")
    return not_known(TRAINING, asked.typed, actions(training_button()))

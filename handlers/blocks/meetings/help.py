"""What can be typed after `/meetings`; and the answer to a slip of the finger."""

from handlers.blocks.elements import actions, section
from handlers.blocks.meetings.buttons import list_button, plan_button
from handlers.blocks.unclear import did_you_mean, not_known
from handlers.grammar.meetings import MEETINGS, MeetingsUnclear, meetings_help
from handlers.message import Message, message


def help_of_meetings(*, plans: bool) -> Message:
    """Every line that `/meetings` understands, with what it does."""
    told = [f"`{line}` {does}" for line, does in meetings_help(plans=plans)]
    row = [list_button(), plan_button()] if plans else [list_button()]
    return message("What you can type after /meetings", [section("\n".join(told)), *actions(*row)])


def unclear_meetings(asked: MeetingsUnclear) -> Message:
    """What was meant; the nearest command has a button."""
    if asked.lacks_number:
        text = f"Which meeting? Its number stands in the list: `{MEETINGS} {asked.lacks_number} 7`."
        return message(text, [section(text), *actions(list_button())])
    if asked.nearest:
        return did_you_mean(MEETINGS, asked.nearest, says=f"{MEETINGS} {asked.nearest}")
    return not_known(MEETINGS, asked.typed, actions(list_button()))

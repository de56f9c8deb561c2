"""What can be typed, made from the grammar; and the answer to a slip of the finger."""

from collections.abc import Sequence

from handlers.blocks.elements import actions, button, context, section
from handlers.blocks.reports.buttons import report_button
from handlers.blocks.unclear import did_you_mean, not_known
from handlers.grammar.presence import presence_help
from handlers.grammar.shifts import help_lines
from handlers.grammar.sso import CALENDAR_EXAMPLE, REPORT_EXAMPLE, SENT_EXAMPLE
from handlers.ids import shifts as ids
from handlers.message import Block, Message, message
from handlers.words.text import escaped
from scheduling.roster.facts import Person, Role


def help_text(*, answers_for_others: bool) -> Message:
    """Every line that `/shifts` understands, with what it does."""
    lines = [f"`{line}` {does}" for line, does in help_lines(answers_for_others=answers_for_others)]
    return message("What you can type after /shifts", [section("\n".join(lines)), *quick_buttons()])


def what_you_can_do(person: Person, presence: Sequence[str] = (), *, is_unknown: bool = False) -> Message:
    """`/sso`: what Muster does for this person, by role, and when they have said that they are not there.
    Where what was typed `is_unknown`, that is said first, and not quoted: it may be a report.
    """
    title = f"Muster, for {escaped(person.name)}"
    unknown = "That is not something I know." if is_unknown else ""
    lines = [
        *([unknown] if unknown else []),
        f"*{title}*",
        *(f":zzz: You: {line}" for line in presence),
        *_by_role(person),
    ]
    small = context(
        "Your things are also in the *Home* tab of this app. `/shifts help`, `/training help`, "
        "`/meetings help` and `/escalations help` list all that can be typed."
    )
    away = section("\n".join(["*Away, quiet, on duty*", *_of_presence(person)]))
    buttons = [*quick_buttons(own=person.works_shifts), *actions(report_button())]
    return message(unknown or title, [section("\n".join(lines)), away, *buttons, small])


def unclear(sentence: str, typed: str, nearest: str) -> Message:
    """What is missing; or the nearest command, with a button that does it."""
    if sentence and not nearest:
        return message(sentence, [section(sentence)])
    if nearest:
        return did_you_mean("/shifts", nearest, says=nearest, lead=sentence)
    return not_known("/shifts", typed, quick_buttons())


def quick_buttons(*, own: bool = True) -> list[Block]:
    """The three things most people come for; `own` is False for somebody who works no shifts."""
    mine = [button("My shifts", ids.SAY, ids.Say("mine"))] if own else []
    return actions(
        button("Open shifts", ids.LOOK, ids.Look()), *mine, button("Who is on", ids.SAY, ids.Say("who"))
    )


def _of_presence(person: Person) -> list[str]:
    others = person.role in {Role.SUPERVISOR, Role.COORDINATOR}
    return [f"• `{line}` {does}" for line, does in presence_help(answers_for_others=others)]


def _by_role(person: Person) -> list[str]:
    lines = [f"• Report a threat or incident: `{REPORT_EXAMPLE}`. In danger now? Call 911 first."]
    if person.works_shifts:
        lines += [
            "• See open shifts and claim one: `/shifts`, then *Claim*. Hours and rest are checked first.",
            "• Give one back: `/shifts mine`, then *Release*. The first in line gets it.",
            "• Wait for a full one: `/shifts wait 412`.",
            "• See what training you owe and by when, and log it: `/training`.",
        ]
    if person.role in {Role.SUPERVISOR, Role.COORDINATOR}:
        lines += [
            "• Put an officer on a shift: `/shifts assign 412 @officer`. A rule may need your reason.",
            "• Release for an officer: `/shifts release 412 @officer reason`.",
            "• Plan a meeting, and see who comes: `/meetings new`.",
            "• See what nobody has taken care of, and take it: `/escalations`.",
            "• See what your officers owe: `/training team`; what waits for you: `/training team verify`.",
        ]
    if person.role is Role.COORDINATOR:
        lines.append("• Decide about a feed delivery that was held: its message has the buttons.")
    lines.append("• See the meetings to come, and answer: `/meetings`.")
    lines.append("• See who is on: `/shifts who`, or `/shifts who quartz`.")
    lines.append(f"• Have it all in the calendar that you use anyway: `{CALENDAR_EXAMPLE}`.")
    lines.append(f"• See what Muster sent you, and when: `{SENT_EXAMPLE}`.")
    if person.role in {Role.SUPERVISOR, Role.COORDINATOR}:
        lines.append(f"• See what an officer was sent: `{SENT_EXAMPLE} @officer`.")
    return lines

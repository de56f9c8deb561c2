"""Private links to calendars: those that a person has, and the link itself, which is shown once."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, confirm, context, section
from handlers.grammar.sso import CALENDAR_EXAMPLE
from handlers.ids import calendars as ids
from handlers.ids.shifts import SAY, Say
from handlers.message import Block, Message, message
from handlers.words.calendar_links import webcal_link
from handlers.words.calendars import calendar_name, last_look, made_on, what_it_shows
from handlers.words.text import escaped
from scheduling.calendars.facts import Subscription
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import School

SLACK_FIRST = (
    "Slack tells you of a change at once. Calendar programs look when they like: Apple about every hour, "
    "Outlook every few hours, Google once or twice a day."
)
NO_ADDRESS = (
    "Muster has no public address, so no calendar program could reach a link. Whoever runs Muster sets "
    "`MUSTER_PUBLIC_URL`, for example https://muster.district.example.org."
)

Schools = Mapping[int, School]


def links(
    found: Sequence[Subscription],
    schools: Schools,
    *,
    at: ZoneInfo,
    reachable: bool,
    answers_for_others: bool,
) -> Message:
    """The links that a person has, each with what can be done about it, and the way to another.

    Args:
        found: the links, the oldest first.
        schools: those that links are about, by id.
        at: the reader's zone.
        reachable: whether Muster has an address at all.
        answers_for_others: whether the person may also see a team's and a school's calendar.
    """
    text = "Your calendar links" if found else "Your calendar, in the program that you use anyway"
    about = "Shifts, meetings and training deadlines as one subscription that stays true."
    blocks: list[Block] = [section(f"*{text}*\n{about}")]
    for link in found:
        blocks += [section(_told(link, schools, at)), *actions(*_row(link, schools))]
    if not reachable:
        return message(text, [*blocks, section(f":warning: {NO_ADDRESS}")])
    team = [_new_button("For my team", Scope.TEAM)] if answers_for_others else []
    school = f" For a school type `{CALENDAR_EXAMPLE} at quartz`." if answers_for_others else ""
    return message(
        text,
        [*blocks, *actions(_new_button("New link", Scope.MINE), *team), context(f"{SLACK_FIRST}{school}")],
    )


def _told(link: Subscription, schools: Schools, at: ZoneInfo) -> str:
    name = calendar_name(link.scope, schools.get(link.scope_id))
    since = f"{made_on(link.created_at, at)}, {last_look(link, at)}"
    return f"*{name}* · {what_it_shows(link.display, link.scope)}\n{since}"


def _row(link: Subscription, schools: Schools) -> list[Block]:
    about, name = ids.LinkRef(link.id), calendar_name(link.scope, schools.get(link.scope_id))
    rotate = confirm("A new address?", "The old one opens nothing from then on.", "Make a new one")
    revoke = confirm("Revoke this link?", "It opens nothing from then on.", "Revoke it")
    return [
        button("Change …", ids.CHANGE_CALENDAR_FORM, about, label=f"Change what {name} shows"),
        button("New address", ids.ROTATE_CALENDAR, about, label=f"New address for {name}", confirm=rotate),
        button("Revoke", ids.REVOKE_CALENDAR, about, style="danger", label=f"Revoke {name}", confirm=revoke),
    ]


def _new_button(text: str, scope: Scope) -> Block:
    return button(
        text, ids.NEW_CALENDAR_FORM, ids.CalendarRef(scope.value, 0), label=f"{text}: a calendar link"
    )


def shown_once(name: str, https: str) -> Message:
    """The link, and what to do with it in each program."""
    text = "Your private calendar link"
    return message(
        text,
        [
            section(f"*{text}: {name}*\nShown this once: Muster keeps no copy. Copy it now."),
            section(f"```{https}```"),
            section(
                f"• *iPhone, Mac, Outlook on a computer*: <{https}|open it> in a browser and press "
                f"_Subscribe_, or paste `{webcal_link(https)}`.\n"
                "• *Google*, on a computer: _Other calendars_ → _+_ → _From URL_, and paste it.\n"
                "• *Outlook on the web*: _Add calendar_ → _Subscribe from web_, and paste it."
            ),
            context(f"Whoever has it can read the calendar: pass it on to nobody. {SLACK_FIRST}"),
            *actions(links_button()),
        ],
    )


def changed(link: Subscription, name: str) -> Message:
    """What a link shows from now on."""
    text = f"{name} now shows {what_it_shows(link.display, link.scope)}."
    return message(
        text, [section(text), context(f"The address stays. {SLACK_FIRST}"), *actions(links_button())]
    )


def revoked(name: str) -> Message:
    """A link that is no more."""
    text = f"The link to {name} opens nothing any more."
    also = "What programs have fetched stays in them: remove the calendar there too."
    return message(text, [section(text), context(also), *actions(links_button())])


def which_school(typed: str, found: Sequence[School]) -> Message:
    """A short choice where a name fits several schools, or none."""
    if not found:
        text = f"No school is called “{escaped(typed, 60)}”."
        hint = f"{text} Type `{CALENDAR_EXAMPLE} at` and a part of its name."
        return message(text, [section(hint), *actions(links_button())])
    text = f"Whose calendar do you mean by “{escaped(typed, 60)}”?"
    choices = [button(school.name, SAY, Say(f"{CALENDAR_EXAMPLE} at {school.code}")) for school in found[:8]]
    return message(text, [section(text), *actions(*choices)])


def no_address() -> Message:
    """Nothing that Muster could hand out would lead anywhere."""
    return message(NO_ADDRESS, [section(f":warning: {NO_ADDRESS}")])


def links_button() -> Block:
    """*My links*."""
    return button("My links", SAY, Say(CALENDAR_EXAMPLE))

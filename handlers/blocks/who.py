"""Who stands at which school, now and next."""

from collections.abc import Sequence

from handlers.blocks.elements import actions, button, context, section
from handlers.ids import shifts as ids
from handlers.message import Block, Message, message
from handlers.words.local_times import clock_time, point
from handlers.words.text import SECTION, counted, escaped, listed
from scheduling.roster.facts import School
from scheduling.shifts.facts import OnPost
from scheduling.zones import zone


def who(on_post: Sequence[OnPost], school: School | None = None) -> Message:
    """A line a post: those on now first, then the next of each school.

    Args:
        on_post: who stands where, by school name.
        school: the one that was asked about, or None for all.
    """
    where = f" at {escaped(school.name)}" if school else ""
    present = [post for post in on_post if post.now]
    coming = [post for post in on_post if not post.now]
    officers = sum(len(post.officers) for post in present)
    text = f"{counted(officers, 'officer')} on now{where}" if officers else f"Nobody is on now{where}."
    blocks: list[Block] = [section(f"*{text}*")]
    blocks += packed([now_line(post) for post in present])
    if coming:
        blocks += [section("*Next*"), *packed([_next(post) for post in coming])]
    if not on_post:
        blocks.append(context("No shift is under way or coming up."))
    return message(text, blocks)


def which_school_to_watch(typed: str, found: Sequence[School]) -> Message:
    """A short choice where a name fits several schools, or none."""
    if not found:
        text = f"No school is called “{escaped(typed, 60)}”. A part of its name will do."
        return message(
            text, [section(text), *actions(button("Who is on, everywhere", ids.SAY, ids.Say("who")))]
        )
    text = f"Which one do you mean by “{escaped(typed, 60)}”?"
    choices = [button(school.name, ids.SAY, ids.Say(f"who {school.code}")) for school in found[:8]]
    return message(text, [section(text), *actions(*choices)])


def now_line(post: OnPost) -> str:
    """One post that is under way."""
    until = clock_time(post.shift.ends_at, zone(post.shift.school.zone))
    return f"*{escaped(post.shift.school.name)}* · {names_of(post)} · until {until}{_post(post)}"


def _next(post: OnPost) -> str:
    begins = point(post.shift.starts_at, zone(post.shift.school.zone))
    return f"*{escaped(post.shift.school.name)}* · {begins} · {names_of(post)}{_post(post)}"


def names_of(post: OnPost) -> str:
    """Who stands there; an empty place is said, not left out."""
    names = [escaped(officer.name) for officer in post.officers]
    missing = post.shift.places - len(names)
    if not names:
        return ":warning: nobody"
    return f"{listed(names)} (:warning: {missing} missing)" if missing > 0 else listed(names)


def _post(post: OnPost) -> str:
    return f" · {escaped(post.shift.post)}" if post.shift.post else ""


def packed(lines: Sequence[str], *, most: int = 15) -> list[Block]:
    """As few paragraphs as Slack's 3,000 characters allow, `most` at most; what has no room is counted."""
    paragraphs: list[list[str]] = []
    for line in lines:
        if paragraphs and sum(len(one) + 1 for one in paragraphs[-1]) + len(line) <= SECTION:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    hidden = sum(len(paragraph) for paragraph in paragraphs[most:])
    blocks = [section("\n".join(paragraph)) for paragraph in paragraphs[:most]]
    return [*blocks, context(f"and {hidden} more")] if hidden else blocks

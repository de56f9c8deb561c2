"""The form of a calendar link: what it shows, how much of it, and whether it makes its owner busy."""

from dataclasses import dataclass
from typing import Final

from handlers.blocks.elements import section
from handlers.blocks.inputs import one_of_input, some_of_input
from handlers.ids import calendars as ids
from handlers.ids.packing import pack
from handlers.message import Modal
from handlers.visit import Origin
from handlers.words.calendars import SHOWN, calendar_name, shown_in
from scheduling.calendars.facts import Display, Privacy, Shows, Subscription
from scheduling.revisions.facts import Scope
from scheduling.roster.facts import School

_PRIVACY: Final = (
    (Privacy.FULL.value, "Everything: school, post, title"),
    (Privacy.CODE.value, "The school's code only"),
    (Privacy.BUSY.value, "Only that somebody is busy"),
)
_DEADLINES: Final = (
    "A training deadline takes all of its day and makes nobody busy. It is left out where only busy times "
    "are told."
)
_LEAKS: Final = (
    "Links leak. Notes of the feed and telephone numbers are never in it. What somebody typed as a meeting's "
    "title, place and agenda is, where everything is told."
)


@dataclass(frozen=True, slots=True)
class OfCalendar:
    """The calendar that a form is about; `link` where it changes one that is there."""

    scope: Scope
    school: School | None = None
    link: Subscription | None = None

    @property
    def display(self) -> Display:
        """What the form shows at first. Other people's shifts make nobody busy."""
        if self.link is not None:
            return self.link.display
        return Display(shows=frozenset(shown_in(self.scope)), blocks_time=self.scope is Scope.MINE)


def calendar_form(of: OfCalendar, origin: Origin) -> Modal:
    """The form, with what the link shows now, or would show if nothing were changed."""
    display = of.display
    boxes = [(one.value, SHOWN[one].capitalize()) for one in shown_in(of.scope)]
    blocks = (
        section(f"*{calendar_name(of.scope, of.school)}*"),
        some_of_input(
            ids.SHOWS, "What it shows", boxes, chosen=[one.value for one in display.shows],
            hint=_DEADLINES if Shows.DEADLINES in shown_in(of.scope) else "",
        ),
        one_of_input(
            ids.PRIVACY, "How much it tells", _PRIVACY, chosen=display.privacy.value,
            hint=_LEAKS,
        ),
        one_of_input(
            ids.BUSY, "Shifts and meetings are shown as", ((ids.AS_BUSY, "Busy"), (ids.AS_FREE, "Free")),
            chosen=ids.AS_BUSY if display.blocks_time else ids.AS_FREE,
        ),
    )  # fmt: skip
    if of.link is not None:
        carries = ids.CalendarForm("", of.link.id, origin.url, origin.replaces)
        return Modal(ids.CHANGE_CALENDAR, "Change a link", blocks, "Change", pack(carries))
    about = of.school.id if of.school is not None else 0
    carries = ids.CalendarForm(of.scope.value, about, origin.url, origin.replaces)
    return Modal(ids.OPEN_CALENDAR, "A calendar link", blocks, "Make the link", pack(carries))

"""What whoever reported reads, and the list of reports: numbers, schools and times, never what one says."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from handlers.blocks.elements import actions, button, context, section
from handlers.blocks.reports.buttons import add_button, read_button, report_button
from handlers.grammar.reports import REPORTS
from handlers.grammar.sso import SSO
from handlers.ids.shifts import SAY, Say
from handlers.message import Message, message
from handlers.words.reports import DANGER, line_of
from handlers.words.text import counted
from scheduling.reports.facts import Added, Notable


def reported(report: Notable, paged: str) -> Message:
    """That a report was made, and who is paged about it; `paged` is empty where nobody is."""
    text = f"Report {report.number} is in."
    if paged:
        now = f"Being paged now: {paged}."
    else:
        now = ":warning: *Nobody is paged*: the district's policy has it off. Call your supervisor now."
    return message(
        f"{text} {now}",
        [
            section(f":white_check_mark: *{text}* {now}" if paged else f"*{text}* {now}"),
            *actions(add_button(report.number), read_button(report.number)),
            context(DANGER),
        ],
    )


def added_to(added: Added) -> Message:
    """That something was added, and how many are told."""
    number = added.report.number
    told = (
        f"{counted(added.told, 'person', 'people')} told." if added.told else "Nobody else has read it yet."
    )
    text = f"Added to report {number}. {told}"
    return message(text, [section(f":white_check_mark: {text}"), *actions(add_button(number))])


def reports_page(found: Sequence[Notable], reader: ZoneInfo, *, more: bool) -> Message:
    """The reports that the reader may read, newest first."""
    if not found:
        text = "There is no report that you may read."
        return message(text, [section(text), *actions(report_button())])
    text = "Reports that you may read, newest first"
    rows = [section(line_of(each, reader), read_button(each.number)) for each in found]
    before = f"{SSO} {REPORTS} before {found[-1].number}"
    older = [button("Older", SAY, Say(before))] if more else []
    return message(text, [section(f"*{text}*"), *rows, *actions(*older, report_button())])

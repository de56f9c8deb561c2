"""Refusals about coming, going, and finding somebody for a place, in words."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from handlers.refusals.sentences import Figures, Sentence, Wording, has, told
from handlers.words.local_times import point
from handlers.words.text import length
from scheduling.refusals import Rule
from scheduling.zones import find_zone


def _early(figures: Figures, at: ZoneInfo) -> Sentence:
    there = find_zone(str(figures.get("zone", ""))) or at
    before = f", {length(figures['before'])} before the start" if has(figures, "before") else ""
    return Sentence(
        "Too early.",
        f"{told(figures, 'school', 80)} begins {point(figures['starts_at'], there)}; check-in opens "
        f"{point(figures['opens_at'], there)}{before}.",
    )


def _checked_in(figures: Figures, at: ZoneInfo) -> Sentence:
    since = f"Since {point(figures['at'], at)}." if has(figures, "at") else ""
    return Sentence("Checked in already.", since)


def _checked_out(figures: Figures, at: ZoneInfo) -> Sentence:
    since = f"Left {point(figures['at'], at)}." if has(figures, "at") else ""
    return Sentence("Checked out already.", since)


def _not_checked_in(figures: Figures, _at: ZoneInfo) -> Sentence:
    number = f" {figures['number']}" if has(figures, "number") else ""
    return Sentence("Not checked in.", f"`/shifts in{number}` comes first.")


def _no_shift_now(_figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence("No shift now.", "`/shifts mine` lists the shifts that you hold.")


def _no_backup(figures: Figures, _at: ZoneInfo) -> Sentence:
    return Sentence(
        "No back-up agency.",
        f"Shift {figures['number']} names none; message the officers who may claim it.",
    )


def _not_begun(figures: Figures, at: ZoneInfo) -> Sentence:
    there = find_zone(str(figures.get("zone", ""))) or at
    begins = f"It begins {point(figures['starts_at'], there)}. " if has(figures, "starts_at") else ""
    return Sentence("Not begun yet.", f"{begins}Until then it can be claimed without a call for cover.")


COVERING_WORDINGS: Mapping[Rule, Wording] = {
    Rule.CHECK_IN_EARLY: _early,
    Rule.CHECKED_IN: _checked_in,
    Rule.CHECKED_OUT: _checked_out,
    Rule.NOT_CHECKED_IN: _not_checked_in,
    Rule.NO_SHIFT_NOW: _no_shift_now,
    Rule.NO_BACKUP: _no_backup,
    Rule.NOT_BEGUN: _not_begun,
}

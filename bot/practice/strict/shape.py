"""Checks of JSON from which the rules for blocks and views are put together.

A check takes a value, where it lies (a JSON pointer) and a report, and writes down what Slack would object
to, in the form of Slack's own `response_metadata.messages`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any


class Report:
    """The objections found so far."""

    def __init__(self) -> None:
        """Begin without any."""
        self.messages: list[str] = []

    def object_to(self, what: str, where: str) -> None:
        """Write one objection down, as Slack spells it."""
        self.messages.append(f"[ERROR] {what} [json-pointer:{where}]")


Check = Callable[[Any, str, Report], None]


def string(most: int, least: int = 1) -> Check:
    """Text of `least` to `most` characters."""

    def check(value: Any, where: str, report: Report) -> None:
        if not isinstance(value, str):
            report.object_to("must provide a string", where)
        elif len(value) > most:
            report.object_to(f"must be less than {most + 1} characters", where)
        elif len(value) < least:
            report.object_to(f"must be more than {least - 1} characters", where)

    return check


def boolean(value: Any, where: str, report: Report) -> None:
    """True or false."""
    if not isinstance(value, bool):
        report.object_to("must provide a boolean", where)


def integer(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any, where: str, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            report.object_to("must provide a number", where)
        elif not least <= value <= most:
            report.object_to(f"must be between {least} and {most}", where)

    return check


def one_of(*allowed: str) -> Check:
    """One of those words."""

    def check(value: Any, where: str, report: Report) -> None:
        if value not in allowed:
            report.object_to(f"must be a valid enum value, one of {', '.join(allowed)}", where)

    return check


def address(value: Any, where: str, report: Report) -> None:
    """An http, https or mailto address of at most 3,000 characters."""
    string(3_000)(value, where, report)
    if isinstance(value, str) and not re.match(r"(https?://|mailto:|slack://)\S+$", value):
        report.object_to("must provide a valid URL", where)


def day(value: Any, where: str, report: Report) -> None:
    """A date as YYYY-MM-DD."""
    _parsed_by(
        date.fromisoformat, r"\d{4}-\d\d-\d\d", "must be a valid date as YYYY-MM-DD", value, where, report
    )


def time_of_day(value: Any, where: str, report: Report) -> None:
    """A time as HH:mm."""
    _parsed_by(time.fromisoformat, r"\d\d:\d\d", "must be a valid time as HH:mm", value, where, report)


def _parsed_by(
    parse: Callable[[str], object], form: str, complaint: str, value: Any, where: str, report: Report
) -> None:
    if not isinstance(value, str) or not re.fullmatch(form, value):
        report.object_to(complaint, where)
        return
    try:
        parse(value)
    except ValueError:
        report.object_to(complaint, where)


def list_of(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` things that each pass `item`."""

    def check(value: Any, where: str, report: Report) -> None:
        if not isinstance(value, list):
            report.object_to("must provide an array", where)
            return
        if len(value) > most:
            report.object_to(f"no more than {most} items allowed", where)
        if len(value) < least:
            report.object_to(f"no fewer than {least} items allowed", where)
        for number, part in enumerate(value):
            item(part, f"{where}/{number}", report)

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with those fields and no other."""
    known = {**required, **(optional or {})}

    def check(value: Any, where: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.object_to("must provide an object", where)
            return
        for name in required:
            if value.get(name) is None:
                report.object_to(f"missing required field: {name}", where)
        for name, content in value.items():
            if name not in known:
                report.object_to(f"invalid additional property: {name}", where)
            elif content is not None:
                known[name](content, f"{where}/{name}", report)

    return check


def text(most: int, *kinds: str) -> Check:
    """A text object of one of `kinds` (`plain_text`, `mrkdwn`; both if none) of 1 to `most` characters."""
    allowed = kinds or ("plain_text", "mrkdwn")
    shapes = {
        "plain_text": record({"type": one_of("plain_text"), "text": string(most)}, {"emoji": boolean}),
        "mrkdwn": record({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": boolean}),
    }

    def check(value: Any, where: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.object_to("must provide an object", where)
        elif value.get("type") not in allowed:
            report.object_to(f"must be a valid enum value, one of {', '.join(allowed)}", f"{where}/type")
        else:
            shapes[value["type"]](value, where, report)

    return check


def plain(most: int) -> Check:
    """A plain text object of at most `most` characters."""
    return text(most, "plain_text")


def anything(value: Any, where: str, report: Report) -> None:
    """No objection: checked elsewhere, or not at all."""

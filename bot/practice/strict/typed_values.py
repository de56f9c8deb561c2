"""What Slack's client objects to in a single input before a modal is sent."""

import re
from decimal import Decimal, InvalidOperation

from bot.practice.wire import Json


def complaint(element: Json, entry: Json) -> str:
    """The objection to a value that is not empty, or nothing."""
    kind = element["type"]
    value = entry.get("value")
    if kind == "plain_text_input" and value is not None:
        return _of_length(element, value)
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", str(value)):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.match(r"https?://[^\s/]+", str(value)):
        return "Please enter a valid URL."
    if kind == "number_input":
        return _of_number(element, str(value))
    if kind == "file_input":
        return _of_files(element, entry["files"])
    chosen = entry.get("selected_options") or entry.get("selected_users") or []
    most = element.get("max_selected_items")
    return f"Please choose at most {most}." if most and len(chosen) > most else ""


def _of_files(element: Json, files: list[Json]) -> str:
    most, kinds = element.get("max_files", 10), element.get("filetypes")
    if len(files) > most:
        return f"Please upload at most {most}."
    endings = {str(one.get("name", "")).rpartition(".")[2].lower() for one in files}
    if kinds and not endings <= {kind.lower() for kind in kinds}:
        return f"Please upload files of these types: {', '.join(kinds)}."
    return ""


def _of_length(element: Json, value: str) -> str:
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3_000):
        return f"Please enter at most {element.get('max_length', 3_000)} characters."
    return ""


def _of_number(element: Json, value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Please enter a valid number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter a number that is {element['min_value']} or more."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter a number that is {element['max_value']} or less."
    return ""

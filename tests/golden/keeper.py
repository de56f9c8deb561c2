"""Holds a message against the text that is kept of it.

`MUSTER_WRITE_GOLDEN=1 make test` writes the texts anew; read the difference before it is committed.
"""

import os
from pathlib import Path
from typing import Any

from handlers.message import Block, Message
from tests.handlers.limits import check_message

_FOLDER = Path(__file__).parent


def hold(name: str, told: str) -> None:
    """Compare with `tests/golden/<name>.txt`, or write it. No-break spaces are kept as plain ones, for nobody
    could tell them apart there.
    """
    told = told.replace("\N{NO-BREAK SPACE}", " ")
    path = _FOLDER / f"{name}.txt"
    if os.environ.get("MUSTER_WRITE_GOLDEN"):
        path.write_text(told, encoding="utf-8")
    assert path.exists(), f"nothing is kept under {name}"
    assert told == path.read_text(encoding="utf-8")


def as_text(message: Message) -> str:
    """A message as a person would read it aloud: the notification, then block by block."""
    check_message(message.text, message.blocks)
    file = [f"[{message.file.name}] or, where no file can go:"] if message.file is not None else []
    return "\n".join([f"~ {message.text}", *file, *blocks_as_text(message.blocks)]) + "\n"


def blocks_as_text(blocks: tuple[Block, ...]) -> list[str]:
    """Each block on a line of its own or several."""
    return [line for block in blocks for line in _lines(block)]


def _lines(block: Block) -> list[str]:
    match block["type"]:
        case "divider":
            return ["---"]
        case "header":
            return [f"# {block['text']['text']}"]
        case "context":
            return [f"  {line}" for part in block["elements"] for line in part["text"].split("\n")]
        case "actions":
            return ["  ".join(_element(element) for element in block["elements"])]
        case "input":
            return [_input(block)]
        case _:
            beside = f"  {_element(block['accessory'])}" if "accessory" in block else ""
            return [f"{block['text']['text']}{beside}"]


def _input(block: Block) -> str:
    """`Why? ____ (Kept with the change.)`."""
    label = block["label"]["text"] + (" (optional)" if block.get("optional") else "")
    hint = f" ({block['hint']['text']})" if "hint" in block else ""
    return f"{label} {_field(block['element'])}{hint}"


def _field(field: dict[str, Any]) -> str:
    """What stands in it before anybody types, or what it offers."""
    offered = " ".join(f"[ ] {option['text']['text']}" for option in field.get("options", ()))
    pale = field.get("placeholder", {}).get("text", "")
    return offered or field.get("initial_date") or (f"__{pale}__" if pale else "____")


def _element(element: dict[str, Any]) -> str:
    if element["type"] == "static_select":
        return f"[{element['placeholder']['text']} ▾]"
    return f"[{element['text']['text']}]"

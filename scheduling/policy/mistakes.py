"""What is wrong with a pack, as sentences that each name the file, the line, the key and what is expected."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from scheduling.policy.files import PackFile
from scheduling.policy.lines import Path

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong.

    Attributes:
        path: where in the pack; what a pack does not say at all, has the path that it should have.
        said: what is wrong, as it goes on after the key: "is missing; expected true or false".
        missing: no pack says it where it has to be said; the table that lacks it is shown.
    """

    path: Path
    said: str
    missing: bool = False


def mistakes_in(wrong: ValidationError, grammar: type[BaseModel], at: Path = ()) -> list[Mistake]:
    """What pydantic found in a table that stands at a path of the pack."""
    return [
        Mistake((*at, *_told_path(error)), _sentence(error, grammar), missing=error["type"] == "missing")
        for error in wrong.errors(include_url=False)
    ]


def sentences(mistakes: Iterable[Mistake], packs: Sequence[PackFile]) -> list[str]:
    """The mistakes in the order of the files, each with its file and its line."""
    placed = [(_place(each.path[:-1] if each.missing else each.path, packs), each) for each in mistakes]
    placed.sort(key=lambda each: each[0])
    return [
        f"{packs[file].label}, line {line}: {dotted(mistake.path)} {mistake.said}."
        for (file, line), mistake in placed
    ]


def dotted(path: Path) -> str:
    """`requirements.course.excluded[1].why`; in lists, people count from 1."""
    said = ""
    for step in path:
        said += f"[{step + 1}]" if isinstance(step, int) else f".{_key(step)}"
    return said.removeprefix(".")


def shown(told: object) -> str:
    """What was told, nearly as the file has it."""
    if isinstance(told, dict):
        return "a table"
    if isinstance(told, list):
        return f"a list of {len(told)}"
    if isinstance(told, date | time):
        return told.isoformat()
    said = json.dumps(told, ensure_ascii=False, default=str)
    return said if len(said) <= _LONGEST_SHOWN else f"{said[:_LONGEST_SHOWN]}…"


def _key(step: str) -> str:
    bare = step.replace("_", "").replace("-", "")
    return step if bare.isascii() and bare.isalnum() else json.dumps(step, ensure_ascii=False)


def _place(path: Path, packs: Sequence[PackFile]) -> tuple[int, int]:
    """The file, by its number, and the line: where the most of the path is said, and said last."""
    found = []
    for number, pack in enumerate(packs):
        known = path
        while known not in pack.lines:
            known = known[:-1]
        found.append((len(known), number, pack.lines[known]))
    return max(found)[1:]


def _told_path(error: ErrorDetails) -> Path:
    """pydantic marks a key of a mapping, as opposed to its value, with a step of its own."""
    return tuple(step for step in error["loc"] if step != "[key]")


def _sentence(error: ErrorDetails, grammar: type[BaseModel]) -> str:
    if error["type"] == "extra_forbidden":
        return f"is not known; remove it or check its spelling{_meant(error, grammar)}"
    if error["type"] == "missing":
        return f"is missing; expected {_expected(error['loc'], grammar)}"
    return f"is {shown(error['input'])}; expected {_expected(error['loc'], grammar)}"


def _meant(error: ErrorDetails, grammar: type[BaseModel]) -> str:
    *table, key = error["loc"]
    known = _table_at(tuple(table), grammar)
    close = get_close_matches(str(key), _fields(known) if known else (), n=1)
    return f" (`{close[0]}`?)" if close else ""


def _expected(loc: tuple[int | str, ...], grammar: type[BaseModel]) -> str:
    """The description of the innermost field on the way; a bad entry of a list is what the list describes."""
    said, table = "a table", grammar
    for step in loc:
        field = _fields(table).get(str(step))
        if field is None:
            continue
        said = field.description or said
        table = _table_in(field.annotation) or table
    return said


def _table_at(loc: tuple[int | str, ...], grammar: type[BaseModel]) -> type[BaseModel] | None:
    table: type[BaseModel] | None = grammar
    for step in loc:
        if isinstance(step, int) or table is None:
            continue
        field = _fields(table).get(step)
        table = _table_in(field.annotation) if field else None
    return table


def _fields(table: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """The fields as packs name them; one or another is a word that Python keeps for itself."""
    return {field.alias or name: field for name, field in table.model_fields.items()}


def _table_in(annotation: Any) -> type[BaseModel] | None:
    """The table that an annotation is about: itself, or inside a list, or None beside it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inside = (_table_in(each) for each in get_args(annotation))
    return next((each for each in inside if each), None)

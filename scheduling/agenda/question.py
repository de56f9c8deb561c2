"""How a calendar asks the database for what it shows, put together once for each kind of calendar."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam

from scheduling.store.columns import UtcInstant


@dataclass(frozen=True, slots=True)
class Question:
    """Asks in two parts, so that what is coming goes before what is over."""

    coming: Select[Any]
    past: Select[Any]


def instant(name: str) -> BindParameter[Any]:
    """An instant that is given when it is asked."""
    return bindparam(name, type_=UtcInstant())

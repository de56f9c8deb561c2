"""How somebody plans and changes meetings on the phone: the form, the look at what it means, and *Send*."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.stories.phone import Phone

NOT_YET = "Nothing is sent yet."


def plans(planner: Phone, *shown: str, **told: Any) -> str:
    """Plan a meeting; answers the receipt.

    Args:
        planner: whose phone it is.
        shown: what the preview says.
        told: the fields without `meeting_`; people as phones.
    """
    planner.types("/meetings new")
    planner.sees("Plan a meeting")
    sends(planner, *shown, **told)
    return planner.reads("Planned.")


def sends(planner: Phone, *shown: str, **told: Any) -> None:
    """Fill in the form on top, look at what it would mean, and send it."""
    looks(planner, *shown, **told)
    assert planner.submits() == {}


def looks(planner: Phone, *shown: str, **told: Any) -> str:
    """Fill in the form on top, and read what it would mean."""
    assert planner.submits(**fields(told)) == {}
    return planner.sees(NOT_YET, *shown)


def fields(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the form as Slack names them."""
    return {f"meeting_{name}": _typed(value) for name, value in told.items()}


def _typed(value: Any) -> Any:
    """People are chosen from a menu by their accounts."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [one.id if isinstance(one, Phone) else one for one in value]
    return value

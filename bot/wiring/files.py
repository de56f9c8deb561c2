"""The files that the settings name: read before anything else is put together."""

from collections.abc import Callable
from typing import TypeVar

from bot.settings import Settings
from scheduling.feed.profile import Profile, load_profile
from scheduling.policy.loader import load_policy
from scheduling.policy.schema import Policy

T = TypeVar("T")


def read_files(settings: Settings) -> tuple[Policy, Profile]:
    """The policy pack and the feed's profile.

    Raises:
        ValueError: the mistakes of both, a line each.
    """
    mistakes: list[str] = []

    def read(load: Callable[[str], T], name_or_path: str) -> T | None:
        try:
            return load(name_or_path)
        except ValueError as mistake:
            mistakes.append(str(mistake))
            return None

    policy, profile = read(load_policy, settings.policy), read(load_profile, settings.feed_profile)
    if policy is None or profile is None:
        raise ValueError("\n".join(mistakes))
    return policy, profile

"""What every verb of one invocation shares: where settings come from."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:  # pydantic is loaded by those verbs that read settings
    from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Invocation:
    """The options that stand before the verb."""

    env_file: Path | None = None

    def settings(self, *, needed: tuple[str, ...] = (), serving: bool = False) -> "Settings":
        """The settings, with what this verb cannot do without.

        Raises:
            SettingsError: every problem at once.
        """
        from bot.settings import load_settings

        return load_settings(env_file=self.env_file, needed=needed, serving=serving)


def invocation(context: typer.Context) -> Invocation:
    """The invocation that a verb belongs to."""
    found = context.find_object(Invocation)
    return found or Invocation()

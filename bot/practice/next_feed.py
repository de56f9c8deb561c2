"""The demo's button: the feed's next delivery is put where the bot looks for it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from bot.practice.extras import Extra


class NextFeed:
    """Deliveries that wait for their turn.

    Attributes:
        arrived: called after each delivery, so that the bot looks at once and not at its usual hour; set it
            when the bot is there.
    """

    def __init__(self, target: Path, deliveries: Sequence[tuple[Path, str]]) -> None:
        """Begin with the first delivery still to come.

        Args:
            target: the file that MUSTER_FEED_URL names.
            deliveries: a file and a sentence for the page, each.
        """
        self.arrived: Callable[[], object] = lambda: None
        self._target = target
        self._deliveries = list(deliveries)
        self._one_at_a_time = Lock()

    @property
    def button(self) -> Extra:
        """The button for the page."""
        return Extra(
            id="next-feed",
            label="Deliver the next feed",
            description="The district's system sends its whole schedule again.",
            run=self.deliver,
        )

    def deliver(self) -> str:
        """Put the next delivery in place and say what it is."""
        with self._one_at_a_time:
            if not self._deliveries:
                return "That was the last delivery of this demo. Start it again for fresh data."
            source, sentence = self._deliveries.pop(0)
            part = self._target.with_suffix(".part")
            part.write_bytes(source.read_bytes())
            part.replace(self._target)  # in one step: the bot never sees half a file
            self.arrived()
            return sentence

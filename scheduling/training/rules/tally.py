"""What one obligation has received of the records, piece by piece, and what it still takes: pure.

The pieces of a record are its sessions, its minutes and the topics that it touched. Minutes of several topics
are shared evenly among them, so that none is ever counted for two.
"""

from dataclasses import dataclass, field
from datetime import date

from scheduling.policy.requirements import Amount
from scheduling.training.facts import Progress, TrainingRecord


class Remainder:
    """What is left of a record that others have taken from."""

    def __init__(self, record: TrainingRecord) -> None:
        self.record = record
        self.sessions = list(dict.fromkeys(record.sessions))
        self.topics = tuple(dict.fromkeys(record.topics))
        self.minutes = record.minutes
        self.is_spent = False
        """Whether its minutes and topics, or the completion that it is, are used up."""

    def take_sessions(self, wanted: list[str]) -> list[str]:
        """Take those of the sessions wanted that are left."""
        taken = [session for session in wanted if session in self.sessions]
        self.sessions = [session for session in self.sessions if session not in taken]
        return taken

    def take_minutes(self, wanted: int) -> dict[str, int]:
        """Take so many minutes; answers with the share of each topic."""
        self.minutes -= wanted
        self.is_spent = self.minutes == 0
        each, over = divmod(wanted, max(len(self.topics), 1))
        return {topic: each + (place < over) for place, topic in enumerate(self.topics)}


@dataclass(slots=True)
class Tally:
    """What has been received towards an amount."""

    amount: Amount
    sessions: set[str] = field(default_factory=set)
    minutes: int = 0
    topics: dict[str, int] = field(default_factory=dict)
    """Topic → its share of the minutes, for every topic that was touched."""
    completions: int = 0
    records: list[int] = field(default_factory=list)
    done_on: date | None = None

    def take(self, rest: Remainder) -> bool:
        """Take what is needed of what is left of a record; False where nothing of it is needed.

        Minutes are taken as far as they are needed. A record that only brings a missing topic is taken whole.
        """
        if self.done_on is not None:
            return False
        took = (self._take_sessions(rest), not rest.is_spent and self._take_the_rest(rest))
        if not any(took):
            return False
        self.records.append(rest.record.id)
        if self._is_complete():
            self.done_on = rest.record.done_on
        return True

    def progress(self) -> Progress:
        """What has been received, and what is missing, as people see it."""
        amount, topics = self.amount, self.amount.every_topic
        return Progress(
            sessions_done=tuple(session for session in amount.sessions if session in self.sessions),
            sessions_left=tuple(self._missing_sessions()),
            minutes=self.minutes,
            minutes_needed=amount.minutes,
            topics_done=tuple(topic for topic in topics if self._covers(topic)),
            topics_left=tuple(topic for topic in topics if not self._covers(topic)),
            topic_minutes={topic: self.topics.get(topic, 0) for topic in amount.topic_minutes},
            completions=self.completions,
            completions_needed=int(_is_one_completion(amount)),
            records=tuple(self.records),
            done_on=self.done_on,
        )

    def _take_sessions(self, rest: Remainder) -> bool:
        taken = rest.take_sessions(self._missing_sessions())
        self.sessions.update(taken)
        return bool(taken)

    def _take_the_rest(self, rest: Remainder) -> bool:
        if _is_one_completion(self.amount):
            self.completions, rest.is_spent = 1, True
            return True
        brings = self._brings_a_topic(rest)
        taken = min(self._minutes_wanted(rest), rest.minutes) or (rest.minutes if brings else 0)
        if taken == 0 and not brings:
            return False
        self.minutes += taken
        for topic, share in rest.take_minutes(taken).items():
            self.topics[topic] = self.topics.get(topic, 0) + share
        return True

    def _minutes_wanted(self, rest: Remainder) -> int:
        """How many minutes would meet what is missing altogether, and of each topic that it touched."""
        short = [self._minutes_short(topic) * len(rest.topics) for topic in rest.topics]
        return max(self.amount.minutes - self.minutes, 0, *short)

    def _minutes_short(self, topic: str) -> int:
        return max(self.amount.topic_minutes.get(topic, 0) - self.topics.get(topic, 0), 0)

    def _brings_a_topic(self, rest: Remainder) -> bool:
        return any(topic in rest.topics and topic not in self.topics for topic in self.amount.every_topic)

    def _missing_sessions(self) -> list[str]:
        return [session for session in self.amount.sessions if session not in self.sessions]

    def _covers(self, topic: str) -> bool:
        return topic in self.topics and self._minutes_short(topic) == 0

    def _is_complete(self) -> bool:
        if _is_one_completion(self.amount):
            return self.completions == 1
        covered = all(self._covers(topic) for topic in self.amount.every_topic)
        return covered and not self._missing_sessions() and self.minutes >= self.amount.minutes


def _is_one_completion(amount: Amount) -> bool:
    return not (amount.sessions or amount.minutes or amount.every_topic)

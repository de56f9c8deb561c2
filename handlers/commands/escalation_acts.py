"""What is done about an escalation, whether it was typed, pressed or filled in; and how it is answered.

A button in somebody's own message is answered by that message as it then stands: what else it tells stays.
Everywhere else, all of the escalation is shown, with what was done above it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from handlers.blocks.escalations.detail import EscalationView, escalation_view
from handlers.blocks.escalations.post import post_message
from handlers.concerns.names import names_in
from handlers.concerns.standing import read_standing
from handlers.ids.escalations import EscalationRef
from handlers.message import Message, Outcome
from handlers.notices.escalation_post import read_post_told
from handlers.refusals.wording import sentence_of
from handlers.visit import Visit
from handlers.words.escalation_lines import entry_words
from handlers.words.local_times import point
from handlers.words.text import escaped
from scheduling.escalations import actions
from scheduling.escalations.facts import Entry, Escalation, EscalationKind, StepInRound, Why
from scheduling.escalations.queries import find_escalation, list_entries, read_post
from scheduling.outbox.actions import to_person
from scheduling.refusals import Refused
from scheduling.roster.facts import Person
from scheduling.store.transaction import Transaction

_DONE: Final = ":white_check_mark:"

_OF_THE_NEXT: Final = frozenset({Why.HOURS.value, ""})
"""Why, of what is said of nobody in particular: the step after it rests, or the chain has begun anew."""


def take(visit: Visit, about: EscalationRef) -> Outcome:
    """*I have it*.

    Raises:
        Refused: what `acknowledge` refuses.
    """

    def act(tx: Transaction) -> str:
        actions.acknowledge(tx, actor=visit.person, escalation_id=about.escalation)
        return f"{_DONE} *You have #{about.escalation}.* Nobody else is woken."

    return _done(visit, about, act)


def resolve(visit: Visit, about: EscalationRef, reason: str) -> Outcome:
    """It is settled.

    Raises:
        Refused: what the action refuses.
    """

    def act(tx: Transaction) -> str:
        actions.resolve(tx, actor=visit.person, escalation_id=about.escalation, reason=reason)
        done = f"{_DONE} *#{about.escalation} is resolved.* Nobody is told of it any more."
        of = find_escalation(tx, about.escalation)
        is_report = of is not None and of.concern.kind is EscalationKind.REPORT
        return f"{done} The supervisors' channel reads your reason." if is_report else done

    return _done(visit, about, act)


def hand_over(visit: Visit, about: EscalationRef, to: Person) -> Outcome:
    """Somebody else has it.

    Raises:
        Refused: what the action refuses.
    """

    def act(tx: Transaction) -> str:
        actions.hand_over(tx, actor=visit.person, escalation_id=about.escalation, to=to)
        return f"{_DONE} *{escaped(to.name, 80)} has #{about.escalation}* and is told."

    return _done(visit, about, act)


def snooze(visit: Visit, about: EscalationRef, until: Callable[[datetime], datetime]) -> Outcome:
    """It rests; `until` answers until when, from what now is.

    Raises:
        Refused: what the action refuses.
    """

    def act(tx: Transaction) -> str:
        at = until(tx.now)
        actions.snooze(tx, actor=visit.person, escalation_id=about.escalation, until=at)
        return f"{_DONE} *You have #{about.escalation}*; it rests until {point(at, visit.zone)}."

    return _done(visit, about, act)


def escalate(visit: Visit, about: EscalationRef, wanted: StepInRound | None = None) -> Outcome:
    """The next step at once, if it is still the one that was shown as next.

    Raises:
        Refused: what the action refuses.
    """

    def act(tx: Transaction) -> str:
        came_of_it = actions.escalate_now(
            tx, visit.policy, actor=visit.person, escalation_id=about.escalation, wanted=wanted
        )
        otherwise = _otherwise(tx, visit, came_of_it)
        said = "its next step is taken" if otherwise else "the next is told now"
        return f"{_DONE} *#{about.escalation}: {said}.*{otherwise}"

    return _done(visit, about, act, always_said=True)


def _otherwise(tx: Transaction, visit: Visit, came_of_it: Sequence[Entry]) -> str:
    """Who is told later or not at all, and why; mostly nothing."""
    others = [each for each in came_of_it if each.to or each.why not in _OF_THE_NEXT]
    names = names_in(tx, others)
    said = [entry_words(entry, names, lambda at: point(at, visit.zone)) for entry in others]
    return "".join(f" {each}." for each in said)


def view(tx: Transaction, visit: Visit, escalation: Escalation, done: str = "") -> Message:
    """All of an escalation, for whoever asks."""
    entries = list_entries(tx, escalation.id)
    standing = read_standing(tx, visit.policy, escalation, visit.person)
    return escalation_view(EscalationView(standing, entries, names_in(tx, entries)), visit.zone, done)


def answered(visit: Visit, about: EscalationRef, attempt: Callable[[], Outcome]) -> Outcome:
    """What comes of it; in somebody's own message a refusal stands above what the message tells.

    Raises:
        Refused: what the attempt raises, anywhere else.
    """
    try:
        return attempt()
    except Refused as answer:
        first = sentence_of(answer.refusals[0], visit.zone)
        with visit.read() as tx:
            shown = _own_post(tx, visit, about, f":no_entry: {first.shown}")
        if shown is None:
            raise
        return shown


def _done(
    visit: Visit, about: EscalationRef, act: Callable[[Transaction], str], *, always_said: bool = False
) -> Outcome:
    """With what was done said above all of it; `always_said`: in their own message too."""
    with visit.begin() as tx:
        done = act(tx)
        return _own_post(tx, visit, about, done if always_said else "") or _view_of(tx, visit, about, done)


def _own_post(tx: Transaction, visit: Visit, about: EscalationRef, note: str = "") -> Message | None:
    """The message in which the button stood, as it is now; None where that is not the person's own."""
    if not about.post or not visit.origin.replaces:
        return None
    try:
        post = read_post(tx, about.post)
    except LookupError:
        return None
    if post.addressee != to_person(visit.person.id):
        return None
    return post_message(read_post_told(tx, visit.policy, post).lines, visit.zone, post.id, note)


def _view_of(tx: Transaction, visit: Visit, about: EscalationRef, done: str) -> Message:
    escalation = find_escalation(tx, about.escalation)
    return view(tx, visit, escalation, done) if escalation is not None else Message(done)

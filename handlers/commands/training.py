"""`/training …`: one's own countdowns, an officer's, and the ways to the team and the forms."""

from handlers.blocks.training.help import help_of_training, unclear_training
from handlers.blocks.training.officer import OfficerTraining, officer_training, works_no_shifts
from handlers.commands import training_forms, training_team
from handlers.commands.named import find_officer, find_officer_by_id
from handlers.grammar.training import (
    Extend,
    Log,
    OfOfficer,
    Own,
    Team,
    TrainingHelp,
    TrainingUnclear,
    parse_training,
)
from handlers.message import Outcome
from handlers.visit import Visit
from scheduling.policy.requirements import Exclusion, Requirement
from scheduling.roster.facts import Person
from scheduling.shifts.access import authorise
from scheduling.store.transaction import Transaction
from scheduling.training.queries import list_at_stake, list_countdown, list_records
from scheduling.training.rules.who import find_exclusion, fits


def training(visit: Visit) -> Outcome:
    """The `/training` command."""
    return say_training(visit, visit.typed)


def say_training(visit: Visit, typed: str) -> Outcome:
    """What these words after `/training` come to; buttons say words too."""
    match parse_training(typed):
        case Own():
            return own(visit)
        case OfOfficer(slack_id, number):
            return of_officer(visit, slack_id, number)
        case Team() as asked:
            return training_team.team(visit, asked)
        case Log():
            return training_forms.log_form(visit, None)
        case Extend():
            return training_forms.extension_form(visit, None)
        case TrainingHelp():
            return help_of_training(answers_for_others=visit.answers_for_others)
        case TrainingUnclear() as asked:
            return unclear_training(asked)


def own(visit: Visit) -> Outcome:
    """What the person who asks owes."""
    if not visit.person.works_shifts:
        return works_no_shifts(visit.person)
    with visit.read() as tx:
        return officer_training(_read(visit, tx, visit.person), visit.person)


def of_officer(visit: Visit, slack_id: str, number: int = 0) -> Outcome:
    """What an officer owes, for those who answer for them.

    Raises:
        Refused: NOT_ENTITLED {actor, officer}; nobody on the roster has that account.
    """
    with visit.read() as tx:
        officer = find_officer(tx, visit.person, slack_id) if slack_id else find_officer_by_id(tx, number)
        authorise(visit.person, officer)
        return officer_training(_read(visit, tx, officer), visit.person)


def _read(visit: Visit, tx: Transaction, officer: Person) -> OfficerTraining:
    today = officer.day_at(tx.now)
    lines = list_countdown(tx, officer)
    running = [line.obligation for line in lines if line.obligation.runs]
    return OfficerTraining(
        officer=officer,
        today=today,
        lines=tuple(lines),
        records={record.id: record for record in list_records(tx, officer.id)},
        at_stake=tuple(list_at_stake(tx, officer, running)),
        excluded=tuple(_excluded(visit, officer, tx)),
    )


def _excluded(visit: Visit, officer: Person, tx: Transaction) -> list[tuple[Requirement, Exclusion]]:
    """What is in force and not asked of this officer, with why."""
    today = officer.day_at(tx.now)
    found = [
        (requirement, find_exclusion(requirement, officer))
        for requirement in visit.policy.requirements.values()
        if requirement.in_force(today) and fits(requirement.who, officer)
    ]
    return [(requirement, exclusion) for requirement, exclusion in found if exclusion is not None]

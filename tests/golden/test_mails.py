"""Every notice as it reads by e-mail, where Slack is away."""

import re
from zoneinfo import ZoneInfo

import pytest

from handlers.mail.letter import SUBJECTS, WHY, mail_of
from handlers.message import Message
from handlers.notices import JUDGED, KINDS
from tests.golden.keeper import hold
from tests.golden.sitters import ADA, BEN, CLEO, CORA, QUARTZ, SOL
from tests.golden.test_notices import MESSAGES

STANDING = {"day_board", "escalation_timeline", "meeting_asked", "meeting_stands", "meeting_tally"}
"""Posts that are kept true in place, and what goes into their threads: they never go by e-mail."""

PHOENIX = ZoneInfo("America/Phoenix")


MAILED = [name for name in MESSAGES if name.partition(".")[0] not in STANDING]


@pytest.mark.parametrize("name", MAILED)
def test_a_mail_reads_as_it_is_kept(name: str) -> None:
    mail = mail_of(MESSAGES[name], [name.partition(".")[0]], PHOENIX)
    hold(f"mail.{name}", f"{mail.subject}\n\n{mail.text}")


def test_every_kind_that_may_be_mailed_has_a_subject_of_its_own() -> None:
    assert set(SUBJECTS) == (set(KINDS) | set(JUDGED)) - STANDING


@pytest.mark.parametrize("name", MAILED)
def test_no_subject_names_a_person_or_a_place_and_no_mail_shows_marks(name: str) -> None:
    mail = mail_of(MESSAGES[name], [name.partition(".")[0]], PHOENIX)
    words = set(re.findall(r"\w+", mail.subject))
    assert not words & {word for one in (ADA, BEN, CLEO, CORA, SOL, QUARTZ) for word in one.name.split()}
    assert not re.search(r"\d", mail.subject)
    assert len(mail.subject) <= 60
    assert not re.search(r"&(lt|gt|amp);|<[!@#]|(^|\s)[*_~`]|:[a-z_]+:", mail.text), mail.text


def test_the_first_line_says_why_it_comes_by_mail() -> None:
    assert mail_of(Message("Hello"), ["shift_changed"], PHOENIX).text.startswith(f"{WHY}\n\nHello\n")


def test_several_notices_in_one_mail_are_counted_in_the_subject() -> None:
    assert mail_of(Message("Hello"), ["shift_changed", "place_lost"], PHOENIX).subject == "Muster: 2 notices"


def test_a_kind_that_an_earlier_release_did_not_know_still_has_a_subject() -> None:
    assert mail_of(Message("Hello"), ["brand_new"], PHOENIX).subject == "Muster: a notice for you"

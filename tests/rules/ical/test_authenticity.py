"""Whether the receiving mail server vouches for a sender, and that nobody else can."""

import pytest

from scheduling.ical.authenticity import Authenticity, judge
from scheduling.ical.replies import Reply, read_reply
from tests.factories.answers import answer

BELL = "bell@mail.example.org"
HERE = "mx.example.org"


@pytest.mark.parametrize(
    ("header", "verdict"),
    [
        ("mx.example.org; dmarc=pass (p=reject; sp=none) header.from=mail.example.org", Authenticity.PASSED),
        ("MX.example.org 1; spf=fail smtp.mailfrom=x@list.example; dmarc=pass", Authenticity.PASSED),
        ("mx.example.org; dkim=pass header.d=mail.example.org", Authenticity.PASSED),
        ("mx.example.org; dkim=pass header.d=example.org; spf=none", Authenticity.PASSED),
        ('mx.example.org; spf=pass smtp.mailfrom="bell@mail.example.org"', Authenticity.PASSED),
        (
            "mx.example.org; dmarc=fail header.from=mail.example.org; dkim=pass header.d=mail.example.org",
            Authenticity.FAILED,
        ),
        ("mx.example.org; dkim=fail header.d=mail.example.org", Authenticity.FAILED),
        ("mx.example.org; spf=fail smtp.mailfrom=bell@mail.example.org", Authenticity.FAILED),
        ("mx.example.org; dkim=pass header.d=elsewhere.example", Authenticity.UNSAID),
        ("mx.example.org; dkim=pass header.d=org", Authenticity.UNSAID),
        ("mx.example.org; dkim=pass", Authenticity.UNSAID),
        ("mx.example.org; dkim=pass header.d=notmail.example.org", Authenticity.UNSAID),
        ("mx.example.org; none", Authenticity.UNSAID),
        ("mx.example.org; dmarc=none; spf=softfail smtp.mailfrom=bell@mail.example.org", Authenticity.UNSAID),
        ("mx.example.org; dkim=permerror header.d=mail.example.org; dmarc=permerror", Authenticity.UNSAID),
        ("mx.example.org (checked; dmarc=fail); dmarc=pass", Authenticity.PASSED),
        ("(by; the) mx.example.org; dmarc=pass", Authenticity.PASSED),
        ("mx.example.org; dkim=pass header.d=le.org", Authenticity.UNSAID),
        ("", Authenticity.UNSAID),
    ],
)
def test_what_our_own_server_found_is_taken_as_it_is(header: str, verdict: Authenticity) -> None:
    assert judge([header], BELL, HERE) is verdict


def test_a_pass_that_somebody_wrote_into_the_mail_is_not_believed() -> None:
    forged = "mx.example.net; dmarc=pass header.from=mail.example.org"
    assert judge([forged], BELL, HERE) is Authenticity.UNSAID
    assert judge([forged], BELL, "") is Authenticity.UNSAID


def test_of_several_the_one_that_was_added_last_counts() -> None:
    mine, forged = "mx.example.org; dmarc=fail", "mx.example.org; dmarc=pass"
    assert judge([mine, forged], BELL, HERE) is Authenticity.FAILED


def test_a_failure_is_believed_whoever_says_so() -> None:
    assert judge(["mx.example.net; dmarc=fail"], BELL, "") is Authenticity.FAILED


def test_a_mail_carries_the_verdict_with_it() -> None:
    found = read_reply(answer(results=("mx.example.org; dmarc=pass",)), authority="mx.example.org")
    assert isinstance(found, Reply)
    assert found.authenticity is Authenticity.PASSED

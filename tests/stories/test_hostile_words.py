"""Words from the feed, the roster and people can call nobody, hide no link, and break no message."""

from collections.abc import Iterator

from tests.stories.phone import Phone
from tests.stories.world import World, shift

NASTY = "<!channel> *bold* <https://evil.example.org|click me> & <@U0P0000001>"
BOLD = "\N{ASTERISK OPERATOR}bold\N{ASTERISK OPERATOR}"
"""What looks like a mark and is none."""

SHOWN = f"&lt;!channel&gt; {BOLD} &lt;https://evil.example.org|click me&gt; &amp; &lt;@U0P0000001&gt;"
RIGHT_TO_LEFT = "بوابة المدرسة"
EMOJI = "gate 🚸👩🏽\u200d🚒"
LONG = "very " * 60 + "long"
FRIDAY = {"starts": "2026-08-14T07:00:00-07:00", "ends": "2026-08-14T15:00:00-07:00"}


def friday(key: str, **told: object) -> dict[str, object]:
    """A shift on Friday."""
    return shift(key, FRIDAY["starts"], FRIDAY["ends"], **told)


def everything_sent_to(world: World, person: Phone) -> Iterator[str]:
    """The raw text of all that stands where the person can read it."""
    workspace = world.server.workspace
    for place in (person.dm, workspace.channel("shifts"), workspace.channel("supervisors")):
        for message in workspace.messages(person.id, place):
            if "bot_id" in message:
                yield f"{message['text']} {message['blocks']}"


def nobody_was_called(world: World) -> None:
    world.everything_is_sent()
    for person in (world.ada, world.sol, world.cora):
        for raw in everything_sent_to(world, person):
            assert "<!channel" not in raw
            assert "<https://evil" not in raw
            assert "<@U0P0000001" not in raw


def test_what_the_feed_says_is_shown_letter_for_letter(world: World) -> None:
    school = {"code": "EVL", "name": "Evil <!here> & Sons High", "zone": "America/Phoenix"}
    world.feed_says(friday("a", post=NASTY, notes=NASTY, school=school))
    world.ada.types("/shifts")
    world.ada.reads("Evil &lt;!here&gt; &amp; Sons High", SHOWN)
    world.ada.presses("Claim", after="Evil")
    world.ada.reads(SHOWN, f"Notes: {SHOWN}")
    world.ada.presses("Claim it")
    world.ada.reads("It is yours.", SHOWN)
    world.sol.looks_at_board("Fri Aug 14", SHOWN, "Ada Alder")
    world.feed_says(friday("a", post=f"{NASTY} now", notes=NASTY, school=school))
    world.ada.reads(f"Post: {SHOWN} → ", "Evil &lt;!here&gt;")
    world.ada.opens_home()
    world.ada.sees_at_home(SHOWN)
    nobody_was_called(world)


def test_plain_words_from_the_feed_do_not_become_mentions_or_links(world: World) -> None:
    """Slack makes them so in every text that is not marked verbatim."""
    world.feed_says(friday("a", post="ask @here or https://evil.example.org"))
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.", "ask @here")
    world.sol.looks_at_board("ask @here", "Ada Alder")
    for raw in everything_sent_to(world, world.ada):
        assert raw.count("'mrkdwn'") == raw.count("'verbatim': True") > 0


def test_a_name_on_the_roster_and_a_reason_are_shown_as_they_were_written(world: World) -> None:
    world.roster_says("Ada <!here> & Co,ada@example.org,Heron City Police,SSO,officer,yes")
    world.feed_says(friday("a", places=2))
    world.ada.types("/shifts claim 1 now")
    world.ada.reads("It is yours.")
    world.sol.looks_at_board("Fri Aug 14", "Ada &lt;!here&gt; &amp; Co")
    world.sol.types(f"/shifts release 1 @ada {NASTY}")
    world.sol.reads("Ada &lt;!here&gt; &amp; Co is off.", f"Reason kept: {SHOWN}")
    world.ada.reads("released you from this shift", f"Reason: {SHOWN}")
    nobody_was_called(world)


def test_a_reason_in_a_form_reads_the_same_as_one_behind_a_command(world: World) -> None:
    world.feed_says(friday("a"))
    for give_reason in ("command", "form"):
        world.ada.types("/shifts claim 1 now")
        world.ada.reads("It is yours.")
        if give_reason == "command":
            world.sol.types("/shifts release 1 @ada ill & tired, <2 h of sleep")
        else:
            world.sol.types("/shifts release 1 @ada")
            world.sol.submits(reason="ill & tired, <2 h of sleep")
        world.sol.reads("Reason kept: ill &amp; tired, &lt;2 h of sleep\n")
        world.ada.reads("Reason: ill &amp; tired, &lt;2 h of sleep")


def test_a_typo_that_is_an_attack_is_quoted_and_harmless(world: World) -> None:
    world.ada.types(f"/shifts {NASTY}")
    world.ada.reads("is not something I know")
    world.ada.types(f"/shifts at {NASTY}")
    world.ada.reads("No school is called")
    nobody_was_called(world)


def test_other_scripts_emoji_and_great_length_break_nothing(world: World) -> None:
    world.feed_says(
        friday("a", post=RIGHT_TO_LEFT), friday("b", post=EMOJI), friday("c", post=LONG[:100], notes=LONG)
    )
    world.ada.types("/shifts")
    world.ada.reads(RIGHT_TO_LEFT, EMOJI, "very very")
    for number, post in ((1, RIGHT_TO_LEFT), (2, EMOJI), (3, "very long")):
        world.ada.types(f"/shifts claim {number}")
        world.ada.reads(post, "8 of 14 h")
    world.ada.types(f"/shifts at {LONG}")
    world.ada.reads("No school is called", "…")
    world.ben.types("/shifts claim 1 now")
    world.ben.reads("It is yours.")
    world.sol.types(f"/shifts release 1 @ben {LONG * 5}")
    world.sol.reads("Ben Birch is off.", "…")
    world.ben.reads("released you", "…")

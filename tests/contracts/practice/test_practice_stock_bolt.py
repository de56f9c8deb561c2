"""A stock Bolt app over Socket Mode: what people do reaches it, and what it answers reaches them."""

from datetime import timedelta
from typing import Any
from urllib.request import urlopen

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.clock import PracticeClock
from bot.practice.people import Member
from tests.contracts.practice.conftest import Scene


def seen(scene: Scene, user_id: str = "") -> list[dict[str, Any]]:
    """What that person (Ada if none) sees in #shifts."""
    return scene.workspace.messages(user_id or scene.ada, scene.shifts)


def open_modal(scene: Scene) -> dict[str, Any]:
    """Ada asks for the probe's modal and has it before her."""
    scene.workspace.type(scene.ada, scene.shifts, "/probe buttons")
    scene.workspace.press(scene.ada, seen(scene)[-1], "ask")
    return scene.workspace.wait_for(lambda: scene.workspace.modals(scene.ada))[-1]


def test_a_person_who_types_a_command_sees_the_answer_of_the_acknowledgement(scene: Scene) -> None:
    answer = scene.workspace.type(scene.ada, scene.shifts, "/probe hello there")
    assert answer.ok
    assert 0 < answer.ack_ms < 3_000
    (message,) = seen(scene)
    assert message["text"] == "You said: hello there"
    assert message["ephemeral"]
    assert seen(scene, scene.ben) == []


def test_an_answer_in_the_channel_is_seen_by_everybody(scene: Scene) -> None:
    scene.workspace.type(scene.ada, scene.shifts, "/probe channel")
    assert [m["text"] for m in seen(scene, scene.ben)] == ["For all"]
    assert not seen(scene)[0]["ephemeral"]


def test_a_command_that_answers_with_bad_blocks_fails_as_in_slack(scene: Scene) -> None:
    answer = scene.workspace.type(scene.ada, scene.shifts, "/probe broken")
    assert answer.error == "invalid_command_response"
    assert answer.sentence == "/probe failed with the error “invalid_command_response”."
    assert seen(scene) == []


def test_a_command_that_nobody_acknowledges_times_out(scene: Scene) -> None:
    scene.server.sockets.ack_seconds = 0.05
    answer = scene.workspace.type(scene.ada, scene.shifts, "/probe silent")
    assert (answer.ok, answer.error) == (False, "operation_timeout")


def test_an_undeclared_command_never_reaches_the_app(scene: Scene) -> None:
    answer = scene.workspace.type(scene.ada, scene.shifts, "/nonsense now")
    assert answer.error == "dispatch_unknown_command"
    assert answer.sentence == "/nonsense is not a valid command."
    assert scene.probe.heard == []


def test_a_command_carries_what_was_typed_as_slack_spells_it(scene: Scene) -> None:
    scene.workspace.type(scene.ada, scene.shifts, "/probe  claim <3> & @ben ")
    assert scene.probe.last("/probe")["text"] == " claim &lt;3&gt; &amp; @ben "
    scene.workspace.type(scene.ada, scene.shifts, "/escaped for @ben in #shifts. See https://a.example/x")
    assert scene.probe.last("/escaped")["text"] == (
        f"for <@{scene.ben}|ben> in <#{scene.shifts}|shifts>. See <https://a.example/x>"
    )


def test_a_command_payload_has_the_fields_of_slack_and_no_others(scene: Scene) -> None:
    scene.workspace.type(scene.ada, scene.workspace.dm(scene.ada), "/probe x")
    payload = scene.probe.last("/probe")
    assert set(payload) == {
        *("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name"),
        *("command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"),
    }
    assert payload["channel_name"] == "directmessage"
    assert payload["user_name"] == "ada"


def test_a_press_tells_the_app_the_value_that_the_message_holds(scene: Scene) -> None:
    scene.workspace.type(scene.ada, scene.shifts, "/probe buttons")
    assert scene.workspace.press(scene.ada, seen(scene)[-1], "greet").ok
    payload = scene.probe.last("block_actions")
    assert payload["actions"][0]["value"] == "value of greet"
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
    assert scene.workspace.wait_for(lambda: [m for m in seen(scene) if m["text"] == "Hello"])[0]["ephemeral"]


def test_a_press_on_a_message_that_somebody_else_sees_is_refused(scene: Scene) -> None:
    scene.workspace.type(scene.ada, scene.shifts, "/probe buttons")
    answer = scene.workspace.press(scene.ben, seen(scene)[-1], "greet")
    assert (answer.ok, answer.error) == (False, "not_found")


def test_an_ephemeral_message_is_replaced_and_deleted_through_its_response_url(scene: Scene) -> None:
    scene.workspace.type(scene.ada, scene.shifts, "/probe buttons")
    shown = seen(scene)[-1]
    scene.workspace.press(scene.ada, shown, "replace")
    replaced = scene.workspace.wait_for(lambda: [m for m in seen(scene) if m["text"] == "Replaced"])
    assert (replaced[0]["ts"], replaced[0]["blocks"]) == (shown["ts"], [])
    scene.workspace.type(scene.ada, scene.shifts, "/probe buttons")
    scene.workspace.press(scene.ada, seen(scene)[-1], "delete")
    scene.workspace.wait_for(lambda: len(seen(scene)) == 1)


def test_a_modal_opens_names_the_wrong_field_and_closes_when_it_is_right(scene: Scene) -> None:
    view = open_modal(scene)
    refused = scene.workspace.submit(scene.ada, view["id"], {"reason": "bad"})
    assert (refused.response_action, refused.errors) == ("errors", {"why": "That is no reason."})
    assert len(scene.workspace.modals(scene.ada)) == 1
    accepted = scene.workspace.submit(scene.ada, view["id"], {"why": "ill", "when": "2026-08-12"})
    assert (accepted.ok, accepted.response_action) == (True, None)
    assert scene.workspace.modals(scene.ada) == []
    values = scene.probe.last("view_submission")["view"]["state"]["values"]
    assert values["when"]["when"] == {"type": "datepicker", "selected_date": "2026-08-12"}


def test_an_incomplete_form_stays_with_the_client(scene: Scene) -> None:
    view = open_modal(scene)
    heard = len(scene.probe.heard)
    assert scene.workspace.submit(scene.ada, view["id"], {}).errors == {
        "why": "Please complete this required field."
    }
    assert scene.workspace.submit(scene.ada, view["id"], {"why": "x"}).errors == {
        "why": "Please enter at least 2 characters."
    }
    assert len(scene.probe.heard) == heard


def test_an_error_for_a_field_that_is_not_there_shows_trouble(scene: Scene) -> None:
    view = open_modal(scene)
    answer = scene.workspace.submit(scene.ada, view["id"], {"why": "nonsense"})
    assert (answer.ok, answer.error) == (False, "invalid_response")
    assert len(scene.workspace.modals(scene.ada)) == 1


def test_modals_stack_three_deep_and_no_deeper(scene: Scene) -> None:
    view = open_modal(scene)
    for depth in (2, 3):
        assert scene.workspace.submit(scene.ada, view["id"], {"why": "more"}).response_action == "push"
        view = scene.workspace.modals(scene.ada)[-1]
        assert len(scene.workspace.modals(scene.ada)) == depth
    assert view["previous_view_id"] == scene.workspace.modals(scene.ada)[1]["id"]
    assert not scene.workspace.submit(scene.ada, view["id"], {"why": "more"}).ok


def test_a_modal_that_asks_for_it_tells_the_app_when_it_is_closed(scene: Scene) -> None:
    view = open_modal(scene)
    assert scene.workspace.close(scene.ada, view["id"]).ok
    payload = scene.probe.last("view_closed")
    assert payload["is_cleared"] is False
    assert scene.workspace.modals(scene.ada) == []


def test_a_person_who_opens_the_home_sees_what_the_app_publishes(scene: Scene) -> None:
    home = scene.workspace.open_home(scene.ada)
    assert home is not None
    assert home["blocks"][0]["text"]["text"] == "*Your week*"
    assert "view" not in scene.probe.last("app_home_opened")["event"]
    scene.workspace.open_home(scene.ada)
    assert scene.probe.last("app_home_opened")["event"]["view"]["id"] == home["id"]
    assert scene.workspace.home(scene.ben) is None


def test_the_app_hears_of_people_who_join_and_of_accounts_switched_off(scene: Scene) -> None:
    guest = scene.workspace.invite(Member("Gil Guest", "gil@elsewhere.example", guest=True))
    scene.workspace.wait_for(lambda: any("event" in p for p in scene.probe.heard))
    assert scene.probe.last("team_join")["event"]["user"]["is_restricted"]
    scene.workspace.deactivate(guest.id)
    scene.workspace.wait_for(lambda: len(scene.probe.heard) == 2)
    assert scene.probe.last("user_change")["event"]["user"]["deleted"]
    answer = scene.workspace.type(guest.id, scene.shifts, "/probe hello")
    assert answer.error == "account_inactive"


def test_a_file_is_uploaded_in_three_steps_and_can_be_downloaded(scene: Scene) -> None:
    bytes_sent = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    dm = scene.workspace.dm(scene.ada)
    scene.probe.client.files_upload_v2(
        channel=dm, filename="shift.ics", content=bytes_sent, title="Shift", initial_comment="Your shift"
    )
    (message,) = scene.workspace.messages(scene.ada, dm)
    (file,) = message["files"]
    assert (message["text"], file["title"], file["mimetype"]) == ("Your shift", "Shift", "text/calendar")
    with urlopen(file["url_private"]) as download:
        assert download.read() == bytes_sent
        assert download.headers["Content-Disposition"] == "attachment"


def test_a_team_that_forbids_uploads_says_so(scene: Scene) -> None:
    scene.workspace.faults.set(files_forbidden=True)
    with pytest.raises(SlackApiError, match="file_uploads_disabled"):
        scene.probe.client.files_upload_v2(channel=scene.shifts, filename="a.ics", content=b"x")


def test_a_choice_from_a_menu_carries_the_menus_own_option(scene: Scene) -> None:
    home = scene.workspace.open_home(scene.ada)
    assert home is not None
    assert scene.workspace.press(scene.ada, home, "choose", choose="South").ok
    payload = scene.probe.last("block_actions")
    assert payload["actions"][0]["selected_option"]["value"] == "S"
    assert payload["container"] == {"type": "view", "view_id": home["id"]}
    assert (
        payload["view"]["state"]["values"]["school"]["choose"]["selected_option"]["text"]["text"] == "South"
    )
    assert "response_url" not in payload
    refused = scene.workspace.press(scene.ada, home, "choose", choose="West")
    assert refused.sentence == "“West” is not offered; choose from North, South."


def test_a_message_names_what_stands_in_its_menus_when_something_is_pressed(scene: Scene) -> None:
    scene.workspace.type(scene.ada, scene.shifts, "/probe menu")
    assert scene.workspace.press(scene.ada, seen(scene)[-1], "choose", choose="N").ok
    payload = scene.probe.last("block_actions")
    assert payload["state"]["values"]["school"]["choose"]["selected_option"]["text"]["text"] == "North"


def test_a_view_of_somebody_else_cannot_be_pressed_or_submitted(scene: Scene) -> None:
    home = scene.workspace.open_home(scene.ada)
    assert home is not None
    assert scene.workspace.press(scene.ben, home, "choose", choose="South").error == "not_found"
    view = open_modal(scene)
    assert scene.workspace.submit(scene.ben, view["id"], {"why": "ill"}).error == "not_found"
    assert len(scene.workspace.modals(scene.ada)) == 1


def test_what_people_write_to_each_other_stays_with_them_unless_the_app_subscribes(scene: Scene) -> None:
    assert scene.workspace.type(scene.ada, scene.shifts, "Good morning, @ben").kind == "message"
    assert seen(scene, scene.ben)[0]["text"] == f"Good morning, <@{scene.ben}>"
    scene.workspace.type(scene.ada, scene.shifts, "/probe after")
    assert [payload.get("command") for payload in scene.probe.heard] == ["/probe"]


def test_a_response_url_is_used_up_after_five_answers_and_dead_after_half_an_hour(scene: Scene) -> None:
    scene.workspace.type(scene.ada, scene.shifts, "/probe x")
    webhook = WebhookClient(scene.probe.last("/probe")["response_url"])
    assert [webhook.send(text=f"{n}").status_code for n in range(6)] == [200] * 5 + [404]
    assert [message["text"] for message in seen(scene)[1:]] == ["0", "1", "2", "3", "4"]
    scene.workspace.type(scene.ada, scene.shifts, "/probe y")
    late = WebhookClient(scene.probe.last("/probe")["response_url"])
    clock = scene.workspace.clock
    assert isinstance(clock, PracticeClock)
    clock.advance(timedelta(minutes=31))
    assert "expired_url" in late.send(text="late").body


def test_an_answer_through_a_response_url_minds_the_limits_of_messages(scene: Scene) -> None:
    scene.workspace.type(scene.ada, scene.shifts, "/probe x")
    webhook = WebhookClient(scene.probe.last("/probe")["response_url"])
    refused = webhook.send(text="x", blocks=[{"type": "nonsense"}])
    assert (refused.status_code, "invalid_blocks" in refused.body) == (400, True)
    assert webhook.send(text="x", replace_original=True).status_code == 404

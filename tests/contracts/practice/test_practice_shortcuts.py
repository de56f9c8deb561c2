"""Global shortcuts: those of the manifest, with a trigger that opens a form, and nowhere to answer to."""

from tests.contracts.practice.conftest import Scene


def test_a_shortcut_opens_a_form_with_its_trigger(scene: Scene) -> None:
    answer = scene.workspace.use_shortcut(scene.ada, "Ring")
    assert answer.ok, answer.sentence
    [modal] = scene.workspace.modals(scene.ada)
    assert modal["callback_id"] == "reason"


def test_a_shortcut_says_who_uses_which_and_no_more(scene: Scene) -> None:
    scene.workspace.use_shortcut(scene.ada, "ring")
    heard = scene.probe.last("shortcut")
    assert heard.keys() == {
        "type", "token", "action_ts", "team", "user", "callback_id", "trigger_id", "enterprise",
        "is_enterprise_install",
    }  # fmt: skip
    assert heard["callback_id"] == "ring"
    assert heard["user"].keys() == {"id", "username", "team_id"}
    assert heard["user"]["id"] == scene.ada


def test_a_shortcut_that_nobody_listens_to_says_so(scene: Scene) -> None:
    scene.server.sockets.ack_seconds = 0.05
    answer = scene.workspace.use_shortcut(scene.ada, "Wave")
    assert (answer.ok, answer.kind) == (False, "shortcut")
    assert "not responding" in answer.sentence


def test_only_global_shortcuts_of_the_manifest_can_be_used(scene: Scene) -> None:
    for name in ("Keep this", "keep", "Nothing"):
        assert scene.workspace.use_shortcut(scene.ada, name).error == "not_found"


def test_whoever_is_gone_uses_no_shortcut(scene: Scene) -> None:
    scene.workspace.deactivate(scene.ben)
    assert scene.workspace.use_shortcut(scene.ben, "Ring").error == "account_inactive"

"""A stock Bolt app over Socket Mode: what people do reaches it, and what it answers reaches them."""

from tests.contracts.practice.conftest import Scene


def test_a_person_who_types_a_command_sees_the_answer_of_the_acknowledgement(scene: Scene) -> None:
    answer = scene.workspace.type(scene.ada, scene.shifts, "/probe hello there")
    assert answer.ok
    assert 0 < answer.ack_ms < 3_000
    (message,) = scene.workspace.messages(scene.ada, scene.shifts)
    assert message["text"] == "You said: hello there"
    assert message["ephemeral"]
    assert scene.workspace.messages(scene.ben, scene.shifts) == []

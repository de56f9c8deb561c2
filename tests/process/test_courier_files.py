"""What people receive when a notice brings a file: one file, or what stands in for it, and never silence."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.delivery.carriers.slack import FILE_PATIENCE
from scheduling.outbox.facts import NoticeState
from scheduling.store.engine import Database
from tests.fakes.slack_api import DROP_AFTER, DROP_BEFORE, RATE_LIMITED, SERVER_ERROR, SlackApi, listening
from tests.process.test_courier import ADA, Post


@pytest.fixture
def post(database: Database, now: datetime) -> Iterator[Post]:
    """A post office with the cast on its roster."""
    api = SlackApi()
    with listening(api) as url:
        opened = Post(database, api, url, now)
        yield opened
        opened.courier.stop()


def files_of(post: Post, channel: str = ADA) -> list[bytes]:
    """What the files in a channel hold."""
    return [file["content"] for message in post.api.messages[channel] for file in message.get("files", [])]


def test_a_file_arrives_with_its_sentence_and_goes_alone(post: Post) -> None:
    post.put("table", kind="table", refs={"says": "2 rows"})
    for key in "abcdefgh":  # so many that they are bundled
        post.put(key)
    post.work_off(rounds=12)
    assert post.states() == {NoticeState.SENT: 9}
    assert files_of(post) == [b"a,b\n1,2\n"]
    assert post.api.texts(ADA)[0] == "Ada Alder: 2 rows"


@pytest.mark.parametrize("fault", [DROP_BEFORE, DROP_AFTER, SERVER_ERROR, RATE_LIMITED])
@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload"])
def test_a_file_whose_upload_broke_is_uploaded_again_and_read_once(post: Post, step: str, fault: str) -> None:
    post.api.fail_next(step, fault)
    post.put("table", kind="table")
    post.work()
    assert post.state("table")[0] == NoticeState.WAITING
    assert post.api.messages[ADA] == []
    post.work_off()
    assert post.api.texts(ADA) == ["Ada Alder: table"], "nothing was in doubt, so nothing says so"
    assert files_of(post) == [b"a,b\n1,2\n"]


@pytest.mark.parametrize(("fault", "copies"), [(DROP_BEFORE, 1), (DROP_AFTER, 2)])
def test_a_file_that_may_be_there_cannot_be_looked_for_and_the_second_copy_says_so(
    post: Post, fault: str, copies: int
) -> None:
    post.api.fail_next("files.completeUploadExternal", fault)
    post.put("table", kind="table")
    post.work()
    assert post.state("table")[0] == NoticeState.UNCERTAIN
    post.work_off()
    assert len(files_of(post)) == copies
    assert post.api.texts(ADA)[-1] == "You may have had this already. Ada Alder: table"
    assert post.api.called("conversations.history") == 0


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "files.completeUploadExternal"])
def test_where_slack_takes_no_files_their_message_goes(post: Post, step: str) -> None:
    post.api.refuse(step, "file_uploads_disabled")
    post.put("table", kind="table")
    post.work()
    assert post.state("table") == (NoticeState.SENT, "")
    assert [message.get("blocks") for message in post.api.messages[ADA]] == [[{"type": "divider"}]]


def test_where_only_the_place_for_files_is_out_of_reach_the_message_goes_after_a_while(post: Post) -> None:
    post.api.fail_next("upload", *[DROP_BEFORE] * 40)
    post.put("table", kind="table")
    post.work_off(rounds=10)
    assert post.api.messages[ADA] == []
    post.work(after=FILE_PATIENCE)
    assert post.api.texts(ADA) == ["Ada Alder: table"]
    assert post.state("table")[0] == NoticeState.SENT

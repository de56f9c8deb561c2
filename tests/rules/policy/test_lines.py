"""The line on which a pack says something."""

from hypothesis import given
from hypothesis import strategies as st

from scheduling.policy.lines import lines_of

PACK = '''\
name = "x"

[rest]
hours = 8   # a comment
source = """
two
lines"""

[requirements.course]
amount = { sessions = ["a", "b"] }
topics = [
  "a",
  # [not.a.table]
  "b",
]
starts.anchors = ["hired"]

[[requirements.course.excluded]]
why = "first"
[[requirements.course.excluded]]
why = "second"
[requirements.course.excluded.who]
armed = true
'''


def test_each_key_stands_on_the_line_on_which_its_statement_begins() -> None:
    lines = lines_of(PACK)
    course = ("requirements", "course")
    assert lines["name",] == 1
    assert lines["rest",] == 3
    assert lines["rest", "hours"] == 4
    assert lines["rest", "source"] == 5
    assert lines[course] == 9
    assert lines[*course, "amount", "sessions", 1] == 10
    assert lines[*course, "topics"] == lines[*course, "topics", 1] == 11
    assert lines[*course, "starts", "anchors"] == 16
    assert lines[*course, "excluded", 0, "why"] == 19
    assert lines[*course, "excluded", 1] == 20
    assert lines[*course, "excluded", 1, "why"] == 21
    assert lines[*course, "excluded", 1, "who"] == 22
    assert lines[*course, "excluded", 1, "who", "armed"] == 23


def test_a_windows_file_has_the_same_lines() -> None:
    assert lines_of(PACK.replace("\n", "\r\n")) == lines_of(PACK)


@given(st.lists(st.sampled_from(["", "# a [comment]", "   "]), max_size=6))
def test_what_says_nothing_only_moves_the_rest_down(empty: list[str]) -> None:
    above = "".join(f"{line}\n" for line in empty)
    moved = lines_of(above + PACK)
    assert moved["requirements", "course"] == lines_of(PACK)["requirements", "course"] + len(empty)

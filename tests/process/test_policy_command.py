"""`muster policy` says whether packs are sound, and prints them for people."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import main
from bot.cli.app import app
from scheduling.policy.loader import list_packs
from tests.factories.packs import course, written
from tests.golden.keeper import hold


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["policy", *words])


@pytest.fixture(autouse=True)
def telephone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal as wide as a telephone that is held upright."""
    monkeypatch.setenv("COLUMNS", "48")


@pytest.mark.parametrize("pack", list_packs())
def test_a_pack_is_printed_for_people(pack: str) -> None:
    shown = run("show", pack)
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert max(map(len, lines)) <= 48
    assert lines[0].startswith(f"{pack} ")
    hold(f"policy.{pack}", "\n".join(["(name and version)", *lines[1:]]) + "\n")


def test_what_a_district_adds_is_printed_with_its_state(tmp_path: Path) -> None:
    district = written(tmp_path, "[requirements.firearms_hours]\non = true\n", "district")
    shown = run("show", "arizona-ssp", district).stdout
    assert "6 requirements on, 2 off" in shown
    assert "■ Yearly firearms training" in shown


def test_without_a_name_the_packs_of_the_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_POLICY", "default, rems")
    assert run("show").stdout.startswith("default+rems ")


def test_sound_packs_are_counted() -> None:
    assert run("check", "rems").stdout == "rems is sound: 1 requirement on, 11 off; 9 chains on, 0 off.\n"
    assert run("check", "kentucky-jcps", "rems").stdout.startswith("kentucky-jcps+rems is sound: 8 ")


def test_packs_that_are_not_sound_are_refused_with_every_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = written(tmp_path, course(due=None, consequence='"shout"') + course("two", due="{ days = 0 }"))
    monkeypatch.setattr("sys.argv", ["muster", "policy", "check", pack])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.partition(":")[0] for line in told.err.splitlines()] == [
        "mine.toml, line 5", "mine.toml, line 10",
    ]  # fmt: skip

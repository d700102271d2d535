"""The supplied scenarios end as told; what they need is made once."""

import json
import re
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.management import CommandError, call_command

from documents.models import Document
from mediation import clock
from mediation.act import ActionRefused
from mediation.models import Case, Membership, Notice, Organisation, Person
from mediation.scenarios import demo
from mediation.scenarios.check import check_scenario
from mediation.scenarios.expectations import differences
from mediation.scenarios.play import WentOtherwise, play
from mediation.scenarios.reading import DATA, read_scenario, supplied
from mediation.scenarios.sample_pdf import sample_pdf
from mediation.scenarios.worker import send
from tests.stories import Story, moment

PATHS = [*supplied(), DATA / "open-cases.json"]
GUIDE = django_settings.BASE_DIR / "docs" / "scenarios.md"


def quick_worker() -> None:
    """Sends what waits, and takes papers for printed: printing has its own tests."""
    send()
    Document.objects.filter(status="ordered").update(status="issued", sha256="0" * 64)


def play_quickly(data: Any) -> list[Case]:
    """The cases of a play without printing."""
    return play(data, say=lambda line: None, worker=quick_worker).cases


def example() -> Any:
    """The example of the guide."""
    block = re.search(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return json.loads(block[1])


def test_twelve_scenarios_are_supplied() -> None:
    assert [path.name[:2] for path in supplied()] == [f"{n:02d}" for n in range(1, 13)]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_supplied_scenario_ends_as_told(path: Path) -> None:
    data = read_scenario(path)
    cases = play_quickly(data)
    assert [case.state for case in cases] == [one["expect"]["state"] for one in data["cases"]]


@pytest.mark.django_db
def test_the_example_of_the_guide_can_be_played() -> None:
    data = example()
    assert check_scenario(data) == []
    assert play_quickly(data)[0].state == "closed"


@pytest.mark.django_db
def test_playing_twice_makes_a_second_case_and_no_second_body() -> None:
    first, second = play_quickly(example())[0], play_quickly(example())[0]
    assert (first.number, second.number) == ("（2026）示知调字第0001号", "（2026）示知调字第0002号")
    assert Organisation.objects.count() == 1
    assert Person.objects.count() == 5
    assert Membership.objects.count() == 2


@pytest.mark.django_db
def test_a_play_sends_no_mail() -> None:
    play_quickly(example())
    assert mail.outbox == []
    assert not Notice.objects.exclude(status="sent").exists()


@pytest.mark.django_db
def test_every_step_is_told_in_a_line() -> None:
    lines: list[str] = []
    play(example(), say=lines.append, worker=quick_worker)
    assert "2026-09-04 10:00  登记员  accept  consent_pending → accepted" in lines
    assert any("accept" in line and "everybody_consents" in line for line in lines)


def refused_step(data: Any) -> Any:
    """The step of the example that is refused."""
    return next(step for step in data["cases"][0]["steps"] if "refused" in step)


@pytest.mark.django_db
def test_a_refusal_nobody_expected_ends_the_play_and_leaves_nothing() -> None:
    data = example()
    del refused_step(data)["refused"]
    with pytest.raises(WentOtherwise) as otherwise:
        play_quickly(data)
    assert otherwise.value.place == "/cases/0/steps/5"
    assert not Case.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", ["period_is_running", "permission", "no such reason"])
def test_a_refusal_for_another_reason_ends_the_play(wanted: str) -> None:
    data = example()
    refused_step(data)["refused"] = [wanted]
    with pytest.raises(WentOtherwise) as otherwise:
        play_quickly(data)
    assert otherwise.value.place == "/cases/0/steps/5/refused"


@pytest.mark.django_db
def test_a_refusal_may_be_named_by_a_part_of_its_sentence() -> None:
    data = example()
    refused_step(data)["refused"] = ["must have consented to mediation"]
    assert play_quickly(data)[0].state == "closed"


@pytest.mark.django_db
def test_something_done_that_should_be_refused_ends_the_play() -> None:
    data = example()
    data["cases"][0]["steps"][0]["refused"] = ["state"]
    with pytest.raises(WentOtherwise) as otherwise:
        play_quickly(data)
    assert otherwise.value.place == "/cases/0/steps/0"


WRONG_ENDS: list[tuple[str, Any]] = [
    ("state", "archived"), ("outcome_reason", "LAPSED"), ("confirmation", "granted"),
    ("obligations", ["pending"]), ("versions", 2), ("recusals", ["open"]), ("mediator", "lin"),
    ("handovers", ["transfer"]), ("follow_ups", 2), ("lawsuit_number", "x"), ("wrong_numbers", 1),
    ("deadlines", {"JC_WINDOW": "2026-10-08"}), ("deadlines", {"JC_WINDOW": ""}),
    ("deadlines", {"P_REPLY": "2026-10-08"}), ("papers", ["transfer_letter"]),
    ("alerts", [{"act": "sale", "figures": {"turnover": "62000"}, "measures": []}]),
]  # fmt: skip


@pytest.mark.django_db
def test_everything_that_is_not_as_expected_is_told() -> None:
    case = play_quickly(example())[0]
    people = {"lin": Person.objects.get(email="lin@case.example")}
    with clock.played(moment("2026-09-29")):
        told = [differences(case, {name: wrong}, people) for name, wrong in WRONG_ENDS]
    assert [len(sentences) for sentences in told] == [1] * len(WRONG_ENDS)


@pytest.mark.django_db
def test_an_end_that_is_not_as_expected_ends_the_play() -> None:
    data = example()
    data["cases"][0]["expect"] = {"state": "archived", "versions": 2}
    with pytest.raises(WentOtherwise) as otherwise:
        play_quickly(data)
    assert otherwise.value.place == "/cases/0/expect"
    assert len(otherwise.value.reasons) == 2


@pytest.mark.django_db
def test_only_whoever_may_edit_edits_and_only_in_time() -> None:
    data = example()
    edit = {"on": "2026-09-01", "do": "edit", "with": {"case": True, "set": {"title": "新标题"}}}
    data["cases"][0]["steps"][:0] = [
        {**edit, "by": "wu", "refused": ["permission"]},
        {**edit, "by": "lin"},
    ]
    data["cases"][0]["steps"][3:3] = [{**edit, "by": "lin", "refused": ["can no longer be"]}]
    assert play_quickly(data)[0].title == "新标题"


def test_a_sample_file_says_its_title_and_is_always_the_same() -> None:
    content = sample_pdf("商标注册证")
    assert content.startswith(b"%PDF-")
    assert "商标注册证".encode("utf-16-be").hex().encode() in content
    assert content == sample_pdf("商标注册证")


# --- the demo ---------------------------------------------------------------------------------


def load_one() -> list[str]:
    """The demo with one small scenario and without printing; what it said."""
    said: list[str] = []
    demo.load_demo(said.append, supplied()[1:2], quick_worker)
    return said


@pytest.mark.django_db
def test_the_demo_is_made_once() -> None:
    load_one()
    made = (Case.objects.count(), Person.objects.count(), Organisation.objects.count())
    load_one()
    assert made == (Case.objects.count(), Person.objects.count(), Organisation.objects.count())


@pytest.mark.django_db
def test_everybody_in_the_demo_can_sign_in_and_is_listed_with_the_offices_held() -> None:
    load_one()
    accounts = {email: qualities for email, _name, qualities in demo.accounts()}
    people = Person.objects.filter(email__in=accounts)
    assert len(accounts) == people.count() > 40
    assert all(person.check_password("zhihe-demo") for person in people)
    assert "昆明市知识产权纠纷人民调解委员会" in accounts["dengji@demo.example"]


@pytest.mark.django_db
def test_the_demo_is_refused_on_a_real_installation(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="ZHIHE_DEMO"):
        call_command("demo")
    assert not Person.objects.exists()


def test_open_cases_are_moved_to_today_with_all_their_days() -> None:
    told = {"on": "2026-11-20", "with": [{"starts_at": "2026-11-25T09:30"}], "text": "11月20日前"}
    assert demo.moved(told, timedelta(days=12)) == {
        "on": "2026-12-02", "with": [{"starts_at": "2026-12-07T09:30"}], "text": "11月20日前",
    }  # fmt: skip


# --- the command ------------------------------------------------------------------------------


def test_the_command_lists_every_problem_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = example()
    data["cases"][0]["steps"][1]["do"] = "pass_chek"
    del data["title"]
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("walkthrough", scenario=file, out=tmp_path)
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "/title:" in told
    assert "/cases/0/steps/1/do:" in told


@pytest.mark.django_db
def test_the_command_ends_with_2_when_the_case_ends_otherwise(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = example()
    data["cases"][0]["steps"] = data["cases"][0]["steps"][:1]
    file = tmp_path / "other.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        call_command("walkthrough", scenario=file, out=tmp_path)
    assert ended.value.code == 2
    assert "/cases/0/expect" in capsys.readouterr().err


def test_the_command_is_refused_in_production(settings: Any, tmp_path: Path) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="outside production"):
        call_command("walkthrough", out=tmp_path)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_walkthrough_leaves_the_papers_of_a_whole_case(tmp_path: Path) -> None:
    call_command("walkthrough", out=tmp_path, stdout=StringIO())
    assert (tmp_path / "agreement.pdf").read_bytes().startswith(b"%PDF-1.7")
    with ZipFile(tmp_path / "court-package.zip") as package:
        names = package.namelist()
        manifest = json.loads(package.read("manifest.json"))
    assert [name[:2] for name in names[1:]] == [f"{n:02d}" for n in range(1, len(names))]
    assert manifest["court"] == "云南省昆明市中级人民法院"
    events = json.loads((tmp_path / "events.json").read_text(encoding="utf-8"))["events"]
    assert events[-1]["to"] == "archived"
    assert all(
        after["previous_hash"] == before["hash"]
        for before, after in zip(events, events[1:], strict=False)
    )


# --- rules the scenarios brought to light -------------------------------------------------------


def test_a_period_is_extended_to_the_day_agreed_even_where_it_had_rolled(story: Story) -> None:
    story.to("mediating")  # accepted on 6 August; 5 September is a Saturday
    assert story.case.deadlines.get(rule_id="M_PERIOD_T1").effective == date(2026, 9, 7)
    for person, party in ((story.complainant, story.first), (story.respondent, story.second)):
        story.do(
            "agree_extension", person, day="2026-08-20", party=party, until=date(2026, 9, 17)
        )  # fmt: skip
    assert story.case.deadlines.get(rule_id="M_PERIOD_T1").effective == date(2026, 9, 17)


def test_a_party_named_twice_is_told_as_a_wrong_number(story: Story) -> None:
    story.to("submitted")
    twin = story.second
    twin.pk = None
    twin.save(force_insert=True)
    with pytest.raises(ActionRefused) as refusal:
        story.do("pass_check", story.registrar)
    assert refusal.value.codes == ("numbers_are_checked",)


def test_a_session_is_not_recorded_before_it_begins(story: Story) -> None:
    story.to("mediating")
    story.do(
        "plan_session", story.mediator, day="2026-08-11", kind="joint", place="第一调解室",
        starts_at=moment("2026-08-12"),
    )  # fmt: skip
    minutes = {"attendance": [], "minutes": "x", "undisputed": ""}
    with pytest.raises(ActionRefused) as refusal:
        story.do(
            "record_session", story.mediator, day="2026-08-11",
            session=story.case.sessions.get(), **minutes,
        )  # fmt: skip
    assert refusal.value.codes == ("session_is_ready",)


@pytest.mark.django_db
def test_a_dispute_over_ownership_is_kept_for_thirty_years() -> None:
    ownership = next(path for path in supplied() if path.name.startswith("07-"))
    assert play_quickly(read_scenario(ownership))[0].retain_until == date(2056, 9, 7)

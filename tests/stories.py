"""A case told step by step: every test that needs one in some state takes it from here.

`Story().to("mediating")` plays the usual case through the door until that state is reached;
every step is a method of its own, so that a test can leave the usual path.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from documents.models import Document
from mediation import clock
from mediation.actions import open_case, perform
from mediation.invitations import code_of, join
from mediation.models import (
    Agreement,
    Case,
    Claim,
    Confirmation,
    Event,
    Invitation,
    MediatorProfile,
    Notice,
    Obligation,
    Organisation,
    Party,
    Person,
    Right,
    Session,
)
from mediation.permissions import appoint_to_office
from workflows.permissions import Role
from workflows.vocabulary import IpType, Nature, Track

CLAUSE = "被申请人应于2026年9月30日前向申请人支付人民币450,000.00元。"


def moment(day: str, time: str = "10:00") -> datetime:
    """A moment in China, e.g. `moment("2026-08-03")`."""
    return datetime.fromisoformat(f"{day}T{time}:00+08:00")


class Story:
    """One body, one court, the people, and at most one case."""

    def __init__(self, **case_fields: Any) -> None:
        self.case_fields = {"ip_type": IpType.INVENTION, "track": Track.T1, **case_fields}
        self.body = Organisation.objects.create(
            name="昆明市知识产权纠纷人民调解委员会",
            short_name="昆知",
            nature=Nature.PEOPLES_COMMITTEE,
            register_number="昆司备999号",
            region_code="530100",
            address="昆明市呈贡区锦绣大街1号",
            phone="0871-00000001",
        )
        self.court = Organisation.objects.create(
            name="云南省昆明市中级人民法院",
            nature=Nature.COURT,
            court_code="云01",
            court_level="intermediate",
        )
        self.complainant = self.person("complainant", "杨玥")
        self.respondent = self.person("respondent", "李喆")
        self.registrar = self.officer("registrar", "王昇", Role.REGISTRAR, self.body)
        self.manager = self.officer("manager", "陈主任", Role.CASE_MANAGER, self.body)
        self.archivist = self.officer("archivist", "档案员", Role.ARCHIVIST, self.body)
        self.supervisor = self.officer("supervisor", "监督员", Role.SUPERVISOR, self.body)
        self.clerk = self.officer("clerk", "书记员", Role.COURT_CLERK, self.court)
        self.mediator = self.person("mediator", "周堃")
        MediatorProfile.objects.create(
            person=self.mediator, organisation=self.body, register_number="999001"
        )
        self.case: Case
        self.first: Party
        self.second: Party

    @staticmethod
    def person(who: str, name: str) -> Person:
        """Somebody with an account and the password `pass`."""
        return Person.objects.create_user(f"{who}@example.org", "pass", name=name)

    def officer(self, who: str, name: str, role: Role, where: Organisation) -> Person:
        """Somebody with an office."""
        person = self.person(who, name)
        appoint_to_office(person, role, where)
        return person

    def do(
        self, verb: str, by: Person | None, subject: Any = None, day: str = "", **data: Any
    ) -> Event:
        """Perform `verb` on the case (or on `subject`), at 10:00 of `day` where one is given."""
        subject = subject if subject is not None else self.case
        if not day:
            event = perform(subject, verb, by=by, **data)
        else:
            with clock.played(moment(day)):
                event = perform(subject, verb, by=by, **data)
        self.case.refresh_from_db()
        return event

    # --- rows -------------------------------------------------------------------------------

    @property
    def agreement(self) -> Agreement:
        """The latest version."""
        return Agreement.objects.filter(case=self.case).latest("version")

    @property
    def confirmation(self) -> Confirmation:
        """The latest confirmation."""
        return Confirmation.objects.filter(case=self.case).latest("id")

    @property
    def obligation(self) -> Obligation:
        """The first obligation of the latest version."""
        return Obligation.objects.filter(clause__agreement=self.agreement).earliest("id")

    # --- the usual path ---------------------------------------------------------------------

    def draft(self) -> None:
        """A complete application, not yet submitted."""
        with clock.played(moment("2026-08-03")):
            self.case = open_case(
                self.complainant,
                Role.COMPLAINANT,
                organisation=self.body,
                title="藻水分离机发明专利侵权",
                statement="被申请人制造、销售的产品落入专利权的保护范围。",
                amount=Decimal("500000.00"),
                data_notice_version="1",
                data_notice_accepted_at=clock.now(),
                commitment_version="1",
                commitment_signed_at=clock.now(),
                **self.case_fields,
            )
        self.first = Party.objects.create(
            case=self.case, role="complainant", kind="company", person=self.complainant,
            name="昆明翠湖生物科技有限公司", id_kind="uscc", id_number="91530102MAXXXX015P",
            representative="杨玥", representative_title="法定代表人",
            address="昆明市五华区翠湖南路100号", phone="13900000001",
        )  # fmt: skip
        self.second = Party.objects.create(
            case=self.case, role="respondent", kind="company",
            name="昆明滇池机械有限责任公司", id_kind="uscc", id_number="91530112MAXXXX0900",
            representative="李喆", representative_title="法定代表人",
            address="昆明市西山区滇池路200号", phone="13900000002", email="respondent@example.org",
        )  # fmt: skip
        Right.objects.create(
            case=self.case, ip_type=self.case.ip_type, number="ZL202619990001.5",
            name="一种藻水分离装置", owner="昆明翠湖生物科技有限公司", status="有效",
        )  # fmt: skip
        Claim.objects.create(case=self.case, position=1, text="停止侵权并赔偿损失。")

    def submitted(self) -> None:
        """Filed."""
        self.do("submit", self.complainant, day="2026-08-03")

    def triage(self) -> None:
        """Checked."""
        self.do("pass_check", self.registrar, day="2026-08-04")

    def ask(self) -> None:
        """The respondent is asked."""
        self.do(
            "fix_track", self.registrar, day="2026-08-04", track=self.case.track,
            cause="侵害发明专利权纠纷",
        )  # fmt: skip
        self.do("search_conflicts", self.registrar, day="2026-08-04", result="未发现")
        self.do("ask_respondent", self.registrar, day="2026-08-04")

    def consent_pending(self) -> None:
        """The respondent is asked, and joins by the code."""
        self.ask()
        with clock.played(moment("2026-08-05")):
            join(code_of(Invitation.objects.get(party=self.second)), self.respondent)
        self.second.refresh_from_db()

    def accepted(self) -> None:
        """Consent and acceptance."""
        self.do("consent", self.respondent, day="2026-08-06", party=self.second, answer="同意调解")
        self.do("accept", self.registrar, day="2026-08-06")

    def appointing(self) -> None:
        """Both sides choose the same mediator."""
        for person, party in ((self.complainant, self.first), (self.respondent, self.second)):
            self.do(
                "choose_mediator", person, day="2026-08-07", party=party, mediator=self.mediator
            )

    def mediating(self) -> None:
        """The mediator discloses and accepts."""
        self.do(
            "accept_appointment", self.mediator, day="2026-08-10", disclosure="无需要披露的事项。",
            disclosure_signed=True,
        )  # fmt: skip

    def session(self, kind: str = "joint", side: Party | None = None) -> Session:
        """A session announced and recorded."""
        self.do(
            "plan_session", self.mediator, day="2026-08-11", kind=kind, side=side,
            starts_at=moment("2026-08-12"), place="第一调解室",
        )  # fmt: skip
        session = Session.objects.filter(case=self.case).latest("id")
        self.do(
            "record_session", self.mediator, day="2026-08-12", session=session,
            attendance=[{"party": self.first.pk, "name": "杨玥", "present": True},
                        {"party": self.second.pk, "name": "李喆", "present": True}],
            minutes="双方陈述了意见。", undisputed="专利权有效。",
        )  # fmt: skip
        return session

    def clauses(self) -> list[dict[str, Any]]:
        """One payment."""
        return [
            {
                "kind": "payment", "obligor": self.second, "payee": self.first, "text": CLAUSE,
                "object": "赔偿款", "amount": Decimal("450000.00"), "due_on": date(2026, 9, 30),
            }
        ]  # fmt: skip

    def drafted(self, **changes: Any) -> None:
        """The mediator writes the draft."""
        self.do(
            "draft_agreement", self.mediator, day="2026-08-13",
            **{"facts": "被申请人的产品使用了专利技术。", "responsibility": "停止侵权并赔偿。",
               "clauses": self.clauses(), "confidentiality": "各方对协议内容保密。",
               "confirmation_intended": True, **changes},
        )  # fmt: skip

    def agreed_unsigned(self) -> None:
        """A session, a draft, the text put to signature."""
        self.session()
        self.drafted()
        self.do("open_signing", self.mediator, day="2026-08-13")

    def sign(self, by: Person, party: Party | None = None, day: str = "2026-08-14") -> None:
        """A signature; without a party it is the mediator's."""
        verb, extra = ("sign", {"party": party}) if party else ("countersign", {})
        self.do(
            verb, by, subject=self.agreement, day=day, name=by.name,
            content_hash=self.agreement.content_hash, **extra,
        )  # fmt: skip

    def performing(self) -> None:
        """All sign, the body seals."""
        self.sign(self.complainant, self.first)
        self.sign(self.respondent, self.second)
        self.sign(self.mediator)
        if self.case.track == Track.T4:
            return  # mediated for a court, the signatures suffice
        self.do("seal", self.registrar, subject=self.agreement, day="2026-08-14")

    def filed(self) -> None:
        """Both apply for confirmation, the body files it with the court."""
        self.do("apply_confirmation", self.complainant, day="2026-08-17", party=self.first)
        self.do("apply_confirmation", self.respondent, day="2026-08-17", party=self.second)
        self.do(
            "file", self.registrar, subject=self.confirmation, day="2026-08-18", court=self.court,
            competence_basis="民事诉讼法第二百零五条",
        )  # fmt: skip

    def granted(self) -> None:
        """The court accepts and confirms."""
        self.do(
            "accept", self.clerk, subject=self.confirmation, day="2026-08-20",
            number="（2026）云01民特99901号", on=date(2026, 8, 20),
        )  # fmt: skip
        self.do(
            "grant", self.clerk, subject=self.confirmation, day="2026-08-28", judge="赵法官",
            on=date(2026, 8, 28),
        )  # fmt: skip

    def performed(self) -> None:
        """The creditor confirms payment."""
        self.do(
            "confirm", self.complainant, subject=self.obligation, day="2026-09-20", party=self.first
        )

    def everything_sent(self) -> None:
        """Papers printed and notices sent, as the worker would."""
        Document.objects.filter(case=self.case).update(status="issued", sha256="0" * 64)
        Notice.objects.filter(case=self.case).update(status="sent")

    def closed(self) -> None:
        """A follow-up visit and the closing."""
        self.do(
            "follow_up", self.registrar, day="2026-09-21", text="已履行。", satisfied=True,
            on=date(2026, 9, 21),
        )  # fmt: skip
        self.everything_sent()
        self.do("close", self.manager, day="2026-09-22", text="结案。")

    def archived(self) -> None:
        """Into the archive."""
        self.do(
            "archive", self.archivist, day="2026-09-25", volume="2026-1", pages=30,
            index_complete=True, sealed_part_separate=True,
        )  # fmt: skip

    PATH = (
        "draft", "submitted", "triage", "consent_pending", "accepted", "appointing", "mediating",
        "agreed_unsigned", "performing", "performed", "closed", "archived",
    )  # fmt: skip

    def to(self, state: str) -> "Story":
        """Play the usual path until `state`."""
        steps: list[Callable[[], None]] = []
        for name in self.PATH:
            steps.append(getattr(self, name))
            if name == state:
                break
        else:
            raise ValueError(f"{state!r} is not on the usual path.")
        for step in steps:
            step()
        return self

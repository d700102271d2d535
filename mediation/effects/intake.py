"""Rows written while a request is taken in."""

from collections.abc import Callable
from datetime import date, timedelta

from documents.evidence import Upload
from documents.models import Evidence
from mediation import clock, deadlines, invitations
from mediation.act import Act
from mediation.facts import StoredFacts
from mediation.models import Agent, Deadline, Declaration, Handover, Invitation, Notice, Party
from mediation.numbers import give_number
from mediation.permissions import in_authority, revoke
from workflows.permissions import Role
from workflows.vocabulary import HandoverKind, Matter, PartyRole

EXPIRED = Deadline.Status.EXPIRED
#: The terms for the respondent's answer; which one exists depends on the track.
REPLY_TERMS = ("RESP_REPLY_T1", "P_REPLY", "C_CONTACT", "EXPO_REPLY")


def number_and_consent(act: Act) -> None:
    """The filed case gets its number, and the complainants consent."""
    give_number(act.case, act.at)
    complainants_consent(act)


def complainants_consent(act: Act) -> None:
    """By filing, the complainants consent to mediation; whoever a correction named, by the time
    the respondents are asked."""
    declared = Declaration.objects.filter(case=act.case, matter=Matter.MEDIATION)
    named = Party.objects.filter(case=act.case, role=PartyRole.COMPLAINANT)
    Declaration.objects.bulk_create(
        Declaration(
            case=act.case, party=party, matter=Matter.MEDIATION, agreed=True,
            by=act.person, at=act.at,
        )
        for party in named.exclude(pk__in=declared.values("party"))
    )  # fmt: skip


def declare(
    matter: Matter, agreed: bool = True, subject: str = "", text: str = ""
) -> Callable[[Act], None]:
    """An effect that records a party's will; `text` names an argument of the verb, `subject` an
    argument or one of `ABOUT`."""

    def effect(act: Act) -> None:
        about = ABOUT[subject](act) if subject in ABOUT else act.data.get(subject, "")
        Declaration.objects.create(
            case=act.case, party=act.data["party"], matter=matter, agreed=agreed,
            subject=_plain(about), text=act.data.get(text, "") if text else "",
            by=act.person, at=act.at,
        )  # fmt: skip

    return effect


#: What a declaration is about where it is not an argument of the verb.
ABOUT: dict[str, Callable[[Act], object]] = {
    "the application": lambda act: act.facts.confirmation,
    "the version": lambda act: act.facts.agreement_version,
    "the challenge": lambda act: act.subject,
}


def _plain(about: object) -> str:
    if hasattr(about, "pk"):
        return str(about.pk)
    return about.isoformat() if hasattr(about, "isoformat") else str(about)


def retime(act: Act) -> None:
    """Terms of the old track that run from the filing give way to those of the new one."""
    from_filing = ("P_SERVE", "EXPO_HANDOVER")
    deadlines.end(act.case, from_filing, Deadline.Status.CANCELLED)
    deadlines.start(
        act.case, from_filing, act.case.filed_at or act.at,
        machine="case", subject_id=act.case.pk,
    )  # fmt: skip


def file_evidence(act: Act) -> None:
    """The uploaded file becomes evidence of the case, numbered in the order of arrival."""
    store_evidence(
        act, act.data["file"], title=act.data["title"], proves=act.data["proves"],
        visibility=act.data["visibility"], party=act.data["party"],
    )  # fmt: skip


def store_evidence(
    act: Act,
    upload: Upload,
    *,
    title: str,
    visibility: str,
    proves: str = "",
    party: Party | None = None,
) -> Evidence:
    """One row for one stored file."""
    last = Evidence.objects.filter(case=act.case).order_by("-number").first()
    evidence = Evidence(
        case=act.case, party=party, number=(last.number if last else 0) + 1, title=title,
        proves=proves, visibility=visibility, filename=upload.filename,
        content_type=upload.content_type, sha256=upload.sha256, size=upload.size,
        uploaded_by=act.person, uploaded_at=act.at,
    )  # fmt: skip
    evidence.save()
    return evidence


def all_answered(act: Act) -> None:
    """Once everybody has consented, the term for the answer is met and the one for filing the
    case begins (CNIPA Order 81 art. 66). Until then it runs on for those who are silent."""
    if not StoredFacts(act.case).all_agree(Matter.MEDIATION):
        return
    deadlines.end(act.case, REPLY_TERMS, Deadline.Status.MET)
    deadlines.start(act.case, ["P_FILE"], act.at, machine="case", subject_id=act.case.pk)


def term_expired(*rule_ids: str) -> Callable[[Act], None]:
    """An effect that marks terms as expired, not as met."""

    def effect(act: Act) -> None:
        deadlines.end(act.case, rule_ids, EXPIRED)

    return effect


def hand_over(act: Act) -> None:
    """What was handed over, to whom, on what basis."""
    Handover.objects.create(
        case=act.case, kind=act.data.get("kind", HandoverKind.TRANSFER),
        receiver=act.data["receiver"], basis=act.data["basis"], text=act.data["text"],
        told_on=act.data.get("told_on"), made_at=act.at,
    )  # fmt: skip


def retain(act: Act) -> None:
    """From closing on the retention period runs; a dispute over ownership and an agreement put
    before a court are kept for 30 years."""
    years = act.case.organisation.retention_years
    if act.facts.confirmation_state or act.case.concerns_ownership:
        years = max(years, 30)
    closed_on = clock.today()
    # 29 February has no counterpart in most years; the day after is later, never earlier.
    leap_day = closed_on.month == 2 and closed_on.day == 29
    act.case.retain_until = (
        date(closed_on.year + years, 3, 1)
        if leap_day
        else closed_on.replace(year=closed_on.year + years)
    )


def invite_respondents(act: Act) -> None:
    """Every respondent without an account gets a code of their own."""
    for party in act.facts.parties:
        if party.role == PartyRole.RESPONDENT and party.person_id is None:
            invitations.invite(party, act.at)


def record_service(act: Act) -> None:
    """The paper reached the respondent: the notice is delivered, the term starts that day."""
    Notice.objects.filter(
        case=act.case, party=act.data["side"], template="ask_respondent"
    ).update(
        status=Notice.Status.SENT, sent_at=act.at,
        address=f"{act.data['method']} {act.data['reference']}"[:254],
    )  # fmt: skip
    deadlines.end(act.case, REPLY_TERMS, Deadline.Status.CANCELLED)
    for rule_id in REPLY_TERMS:
        deadlines.start_on(
            act.case, rule_id, act.data["on"], machine="case", subject_id=act.case.pk
        )


def appoint_agent(act: Act) -> None:
    """The agent gets a code of their own by e-mail."""
    agent = Agent(
        party=act.data["party"], name=act.data["name"], firm=act.data["firm"],
        licence=act.data["licence"], email=act.data["email"], until=act.data["until"],
        powers=act.data["powers"].split(","),
    )  # fmt: skip
    agent.save()
    invitations.invite(agent.party, act.at, agent)
    Notice.objects.create(
        case=act.case, verb=act.verb, template=act.verb, party=agent.party, address=agent.email,
        params={"agent": agent.pk}, made_at=act.at,
    )  # fmt: skip


def dismiss_agent(act: Act) -> None:
    """The authority ends with yesterday; an unused code stops working."""
    agent = Agent.objects.get(pk=act.data["agent"], party=act.data["party"])
    agent.until = clock.today() - timedelta(days=1)
    agent.save()
    Invitation.objects.filter(agent=agent, used_at=None, revoked_at=None).update(revoked_at=act.at)
    others = Agent.objects.filter(in_authority(), party__case=act.case, person=agent.person)
    if agent.person is not None and not others.exists():
        revoke(agent.person, Role.AGENT, act.case)

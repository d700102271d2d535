"""Rows written while mediation is under way."""

from mediation import deadlines
from mediation.act import Act
from mediation.models import (
    Agreement,
    Appointment,
    Clause,
    Engagement,
    Note,
    Obligation,
    Recusal,
    Session,
    Signature,
)
from mediation.permissions import grant, revoke
from workflows.permissions import Role
from workflows.states import AgreementState


def _current_appointment(act: Act) -> Appointment:
    return Appointment.objects.get(case=act.case, ended_at__isnull=True)


def designate(act: Act) -> None:
    """The designated mediator sees the case from now on."""
    Appointment.objects.create(
        case=act.case, mediator_id=act.case.mediator_id, designated_at=act.at,
        chosen_by_parties=act.facts.joint_choice == act.case.mediator_id,
    )  # fmt: skip
    grant(_current_appointment(act).mediator, Role.MEDIATOR, act.case)


def disclose(act: Act) -> None:
    """The disclosure is kept with the appointment."""
    appointment = _current_appointment(act)
    appointment.disclosure, appointment.accepted_at = act.data["disclosure"], act.at
    appointment.save()


def end_appointment(act: Act) -> None:
    """The mediator leaves and sees nothing of the case any more."""
    appointment = _current_appointment(act)
    appointment.ended_at, appointment.end_text = act.at, act.data["text"]
    appointment.save()
    revoke(appointment.mediator, Role.MEDIATOR, act.case)


def open_recusal(act: Act) -> None:
    """The challenge blocks the mediator and stops the mediation period."""
    Recusal.objects.create(
        case=act.case, mediator_id=act.case.mediator_id, party=act.data.get("party"),
        ground=act.data["ground"], text=act.data["text"], opened_at=act.at,
    )  # fmt: skip
    deadlines.pause(act.case, act.at, "recusal")


def end_recusal(act: Act) -> None:
    """The challenge is decided; the time it took is given back."""
    deadlines.resume(act.case, act.at, "recusal")


def plan_session(act: Act) -> None:
    """A session with its place and time."""
    Session.objects.create(
        case=act.case, kind=act.data["kind"], side=act.data.get("side"), mediator=act.person,
        starts_at=act.data["starts_at"], place=act.data["place"],
    )  # fmt: skip


def record_session(act: Act) -> None:
    """The minutes; private ones stay in the private session's row."""
    session = act.data["session"]
    session.attendance = [
        {**row, "party": getattr(row.get("party"), "pk", row.get("party"))}
        for row in act.data["attendance"]
    ]
    session.minutes, session.undisputed = act.data["minutes"], act.data["undisputed"]
    session.recorded_at = act.at
    session.save()


def write_note(act: Act) -> None:
    """A private note of the mediator."""
    Note.objects.create(
        case=act.case, author=act.person, side=act.data.get("side"), text=act.data["text"],
        written_at=act.at,
    )  # fmt: skip


def engage_expert(act: Act) -> None:
    """The expert may read the case while engaged."""
    Engagement.objects.create(
        case=act.case, expert=act.data["expert"], scope=act.data["scope"], engaged_at=act.at
    )
    grant(act.data["expert"], Role.EXPERT, act.case)


def suspend(act: Act) -> None:
    """The terms that this reason stops stand still."""
    deadlines.pause(act.case, act.at, act.data["reason"])


def resume(act: Act) -> None:
    """They run on, later by exactly the pause."""
    deadlines.resume(act.case, act.at)


def extend(act: Act) -> None:
    """The period ends on the agreed day."""
    deadlines.extend(act.case, act.data["until"])


# --- agreement ------------------------------------------------------------------------------


def write_draft(act: Act) -> None:
    """The open draft is rewritten, or a new version begins."""
    agreement = act.facts.agreement
    if agreement is None or agreement.state != AgreementState.DRAFT:
        agreement = Agreement(case=act.case, version=act.facts.agreement_version + 1)
    for name in ("facts", "responsibility", "confidentiality", "confirmation_intended"):
        setattr(agreement, name, act.data.get(name, getattr(agreement, name)))
    agreement.save()
    agreement.clauses.all().delete()
    for number, row in enumerate(act.data["clauses"], start=1):
        Clause(agreement=agreement, number=number, **row).save()


def plan_performance(act: Act) -> None:
    """Every clause somebody has to perform becomes an obligation with its date."""
    agreement = Agreement.objects.filter(case=act.case).latest("version")
    for clause in agreement.clauses.select_related("obligor", "payee"):
        if not clause.is_obligation:
            continue
        others = [p for p in act.facts.necessary if p.role != clause.obligor.role]
        Obligation(
            case=act.case, clause=clause, obligor=clause.obligor,
            obligee=clause.payee or others[0], due_on=clause.due_on,
        ).save()  # fmt: skip


def sign(act: Act) -> None:
    """A signature under the text with this hash."""
    party = act.data.get("party")
    Signature.objects.create(
        agreement=act.subject, person=act.person, party=party, name=act.data["name"],
        capacity=_capacity(act), content_hash=act.data["content_hash"], signed_at=act.at,
    )  # fmt: skip


def _capacity(act: Act) -> str:
    party = act.data.get("party")
    if party is None:
        return Role.MEDIATOR
    is_party = act.person is not None and party.person_id == act.person.pk
    return str(party.role) if is_party else str(Role.AGENT)


def seal(act: Act) -> None:
    """Who put the seal."""
    act.subject.sealed_by = act.person

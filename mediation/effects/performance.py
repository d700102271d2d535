"""Rows written after the agreement: confirmation, performance, follow-up."""

from mediation import deadlines
from mediation.act import Act
from mediation.effects.intake import declare, store_evidence
from mediation.models import Agreement, Confirmation, Deadline, FollowUp, Obligation
from workflows.states import OBLIGATION_SETTLED, AgreementState, ConfirmationState
from workflows.vocabulary import Matter, Visibility


def join_application(act: Act) -> None:
    """The party joins; the first one opens the application. After a court has turned one away
    or let it be withdrawn, another is opened while the 30 days run."""
    Confirmation.objects.get_or_create(
        case=act.case, agreement=act.facts.agreement, state=ConfirmationState.PREPARING,
        defaults={"opened_at": act.at},
    )  # fmt: skip
    declare(Matter.CONFIRMATION, subject="the application")(act)


def ask_again(act: Act) -> None:
    """The party asks for renewed mediation of the latest version."""
    declare(Matter.REMEDIATION, subject="the version")(act)


def notarise(act: Act) -> None:
    """The certificate makes the agreement enforceable."""
    agreement = Agreement.objects.get(case=act.case, state=AgreementState.EFFECTIVE)
    agreement.notary_certificate, agreement.notarised_on = act.data["certificate"], act.data["on"]
    agreement.save()


def follow_up(act: Act) -> None:
    """What the visit found."""
    FollowUp.objects.create(
        case=act.case, on=act.data["on"], by=act.person, text=act.data["text"],
        satisfied=act.data["satisfied"],
    )  # fmt: skip


def enforcement_clock(act: Act) -> None:
    """From the last due day on the creditor has two years to enforce (民诉法 art. 250)."""
    last = (
        Obligation.objects.filter(case=act.case, due_on__isnull=False)
        .exclude(state__in=OBLIGATION_SETTLED)
        .order_by("-due_on")
        .values_list("due_on", flat=True)
        .first()
    )
    if last is not None:
        deadlines.start_on(act.case, "ENFORCE", last, machine="case", subject_id=act.case.pk)


def keep_proof(act: Act) -> None:
    """The proof of performance becomes a file of the case."""
    act.subject.proof = store_evidence(
        act, act.data["proof"], title=act.data["text"] or str(act.subject),
        visibility=Visibility.SHARED, party=act.data["party"],
    )  # fmt: skip


def keep_scan(act: Act) -> None:
    """The scan of the court's paper, when somebody else enters for the court."""
    if act.data.get("scan") is not None:
        act.subject.scan = store_evidence(
            act, act.data["scan"], title=str(act.subject), visibility=Visibility.SHARED
        )


def window_missed(act: Act) -> None:
    """The window is expired, not met."""
    deadlines.end(act.case, ["JC_WINDOW"], Deadline.Status.EXPIRED)


def court_accepted(act: Act) -> None:
    """The court's review runs from its acceptance."""
    keep_scan(act)
    deadlines.end(act.case, ["JC_ACCEPT", "JC_WINDOW"], Deadline.Status.MET)
    for rule in ("JC_REVIEW", "JC_REVIEW_OUTER"):
        deadlines.start_on(
            act.case, rule, act.data["on"],
            machine="confirmation", subject_id=act.subject.pk,
        )  # fmt: skip


def stop_clocks(act: Act) -> None:
    """Nothing is awaited any more, except what runs after the end."""
    deadlines.end_all(act.case, keep=["ENFORCE", "JC_OBJECT_P"])

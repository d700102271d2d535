"""Contexts of the papers before mediation begins (申请、补正、答辩、受理、不予受理、移送)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from documents.completeness import Context
from mediation.effects.intake import REPLY_TERMS
from mediation.models import Handover
from mediation.paper_contexts import texts
from mediation.paper_contexts.source import PaperRefused, PaperSource
from workflows.permissions import Role
from workflows.vocabulary import (
    ADMINISTRATIVE_TRACKS,
    Channel,
    HandoverKind,
    OutcomeReason,
    PartyRole,
    Track,
)

PERIODS = ("M_PERIOD_T1", "M_PERIOD_T4", "M_PERIOD_T5", "P_OWNERSHIP")
SPOKEN = (Channel.COUNTER, Channel.HOTLINE)


def application(source: PaperSource) -> Context:
    """The application as it was filed (调解申请书)."""
    case = source.case
    context = {
        "rights": rights(source),
        "claims": claims(source),
        "facts": case.statement,
        "evidence": [
            {
                "number": number,
                "title": file.title,
                "proves": source.filled(file.proves),
                "sha256": file.sha256,
            }
            for number, file in enumerate(source.open_evidence, start=1)
        ],
        "pending_proceedings": case.pending_elsewhere.strip() or source.sentence("no_proceedings"),
        "declarations": source.sentences("declarations"),
    }
    if case.amount and case.currency == "CNY":
        context["amount"] = f"{case.amount:.2f}"
        context["amount_capitals"] = source.in_capitals(case.amount, case.currency)
    if Role.REGISTRAR in source.act.actor.roles and case.channel in SPOKEN:
        context["recorded_by"] = source.act.actor.name
    return context


def rights(source: PaperSource) -> list[Context]:
    """The rights the case rests on."""
    return [
        {
            "kind_name": source.word("ip_type", right.ip_type),
            "number": right.number,
            "title": source.filled(right.name),
            "owner": source.filled(right.owner),
            "class": right.right_class,
            "status": source.filled(right.status),
        }
        for right in source.case.rights.order_by("id")
    ]


def claims(source: PaperSource) -> list[Context]:
    """What is asked for, each with its amount.

    :raises PaperRefused: nothing is asked for.
    """
    found = []
    for claim in source.case.claims.order_by("position"):
        text = claim.text.strip()
        if claim.amount:
            money = source.money(claim.amount, source.case.currency)
            text = source.sentence("claim_amount", text=text.rstrip("。"), money=money)
        found.append({"text": text})
    if not found:
        raise PaperRefused([_("State at least one request: what shall the other side do?")])
    return found


def correction_notice(source: PaperSource) -> Context:
    """Everything that is missing, in one list (补正通知书)."""
    return {
        "addressee": source.names(source.side(PartyRole.COMPLAINANT)),
        "items": [_correction_item(source, row) for row in source.case.correction_items],
        "due_on": source.last_day(source.term(["CORRECTION"])),
        "consequence": source.sentence("correction_consequence"),
        "legal_basis": source.citations("correction"),
    }


def _correction_item(source: PaperSource, row: dict[str, str]) -> Context:
    """What is wrong, and what is wanted instead."""
    return {
        "item": row.get("item", ""),
        "requirement": row.get("requirement", "").strip()
        or source.sentence("correction_requirement"),
    }


def reply_notice(source: PaperSource) -> Context:
    """The respondents are asked whether they take part (陈述意见通知书)."""
    term = source.term(REPLY_TERMS)
    return {
        "addressee": source.names(source.side(PartyRole.RESPONDENT)),
        "claims": claims(source),
        "reply_term": source.sentence("reply_term", rule=term.rule_id),
        "due_on": source.last_day(term),
        "silence_consequence": source.sentence("silence_consequence"),
        "fee_text": _fee(source),
        "legal_basis": source.citations("reply"),
    }


def _fee(source: PaperSource) -> str:
    if source.case.fee:
        return source.sentence("fee_amount", money=source.money(source.case.fee, "CNY"))
    return source.sentence("fee")


def acceptance_notice(source: PaperSource) -> Context:
    """The case is accepted (受理通知书)."""
    term = source.term(PERIODS)
    context = {
        "addressee": source.names(source.parties),
        "mediator_choice": source.sentence("mediator_choice"),
        "period_text": source.sentence("period", rule=term.rule_id),
        "period_ends_on": source.last_day(term),
        "fee_text": _fee(source),
        "legal_basis": source.citations("acceptance"),
    }
    if source.case.track == Track.T2 and source.case.concerns_ownership:
        context["stay_note"] = source.sentence("stay_note")
    return context


def non_acceptance_notice(source: PaperSource) -> Context:
    """The request is not accepted, not filed, or treated as not made (不予受理通知书)."""
    if source.case.outcome_reason == OutcomeReason.LAPSED:
        variant = "lapsed"
    elif source.case.track in ADMINISTRATIVE_TRACKS:
        variant = "not_filed"
    else:
        variant = "not_accepted"
    return {
        "variant": variant,
        "addressee": source.names(source.side(PartyRole.COMPLAINANT)),
        "reasons": reasons(source),
        "legal_basis": source.citations("correction" if variant == "lapsed" else "non_acceptance"),
        "remedies": source.sentences("remedies"),
    }


def reasons(source: PaperSource) -> list[Context]:
    """Why it ended: the words of whoever decided, else the words of the list."""
    code = source.case.outcome_reason
    text = source.case.outcome_text.strip() or source.sentence("reason")
    return [{"code": code, "text": text}]


def transfer_letter(source: PaperSource) -> Context:
    """The letter to another authority (移送函)."""
    handover = Handover.objects.filter(case=source.case).latest("id")
    basis = [handover.basis.strip()] if handover.basis.strip() else []
    is_clue = handover.kind == HandoverKind.CRIME_CLUE
    if is_clue or source.case.outcome_reason == OutcomeReason.CRIME:
        basis += _crime_basis(source)
    statement = "" if is_clue else source.case.statement
    days = int(source.sentence("transfer_reply_days"))
    return {
        "receiver": {"name": handover.receiver},
        "facts": "\n".join(part for part in (statement, handover.text) if part.strip()),
        "reason": source.sentence("transfer_reason", kind=handover.kind),
        "legal_basis": basis,
        "materials": _materials(source),
        "reply_due_on": source.on(source.day + timedelta(days=days)),
        "contact": {
            "name": source.act.actor.name,
            "phone": source.filled(source.case.organisation.phone),
        },
    }


def _crime_basis(source: PaperSource) -> list[str]:
    """The duty to report binds people's mediation only."""
    try:
        return source.citations("crime_clue")
    except texts.NoText:
        return []


def _materials(source: PaperSource) -> list[Context]:
    """What goes with the letter: the application and the files both sides know of."""
    papers = source.case.documents.filter(kind="application").order_by("id")
    titles = [f"调解申请书{paper.number}" for paper in papers.only("number")]
    titles += [file.title for file in source.open_evidence]
    return [{"title": title, "copies": 1} for title in titles or [source.sentence("letter_itself")]]

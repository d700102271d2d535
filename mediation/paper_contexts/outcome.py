"""Contexts of the papers at the end (协议、终止、司法确认、结案)."""

import hashlib
from datetime import UTC, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from documents import chinese
from documents.completeness import Context
from mediation.clock import SHANGHAI
from mediation.models import Agreement, Clause, Confirmation, MediatorProfile, Signature
from mediation.paper_contexts.intake import reasons, rights
from mediation.paper_contexts.source import ORGANISED, PaperRefused, PaperSource
from workflows.states import CaseState, ObligationState
from workflows.vocabulary import ClauseKind, Track

#: How a case ended without agreement -> the paper that says so.
ENDING_NOTICES = {
    CaseState.NOT_ACCEPTED: "non_acceptance_notice",
    CaseState.TERMINATED: "termination_notice",
    CaseState.WITHDRAWN: "termination_notice",
}
#: States before closing in which an agreement stands.
AGREED = (
    CaseState.EFFECTIVE, CaseState.PERFORMING, CaseState.PERFORMED, CaseState.COURT_SETTLED,
)  # fmt: skip


def agreement(source: PaperSource) -> Context:
    """The signed text with its signatures (调解协议书)."""
    signed = _version(source)
    how = {"oral": "yes"} if signed.oral else {}
    context = {
        "parties": source.party_entries(),
        "rights": rights(source),
        "version": signed.version,
        "facts": signed.facts,
        "responsibility": signed.responsibility,
        "clauses": [_clause(source, clause) for clause in source.clauses],
        "confidentiality": signed.confidentiality,
        "confirmation_intended": signed.confirmation_intended,
        "effect": source.sentence("effect", **how),
        "copies": len(source.parties) + 1,
        "signatures": _signatures(source, signed),
        "mediators": source.mediators(),
        "content_hash": signed.content_hash,
        "effective_on": source.on(signed.effective_at),
    }
    if signed.sealed_at is not None:
        context["sealed_at"] = _local(signed.sealed_at)
    return context


def _version(source: PaperSource) -> Agreement:
    if source.agreement is None:
        raise PaperRefused([_("Draft the agreement first.")])
    return source.agreement


def _local(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat(timespec="seconds")


def _clause(source: PaperSource, clause: Clause) -> Context:
    payee, due_on = _payee(source, clause), clause.due_on
    if due_on is None and _version(source).oral:
        due_on = source.day  # performed on the spot
    entry: Context = {
        "number": clause.number,
        "kind_name": source.word("clause", clause.kind),
        "obligor": clause.obligor.name if clause.obligor else "",
        "object": clause.object,
        "text": clause.text,
        "due_on": source.on(due_on),
        "payee": payee,
        "payee_account": clause.payee_account,
        "conditions": clause.conditions,
        "breach": clause.breach,
    }
    # A sum inside a clause that is no payment (a royalty to be computed, say) stays in its text.
    if clause.amount and (clause.kind == ClauseKind.PAYMENT or (due_on and payee)):
        entry |= {
            "amount": f"{clause.amount:.2f}",
            "amount_capitals": source.in_capitals(clause.amount, clause.currency),
            "currency": clause.currency,
        }
    return entry


def _payee(source: PaperSource, clause: Clause) -> str:
    """Who receives: the one named, else (as obligations are planned) the other side."""
    if clause.payee is not None:
        return clause.payee.name
    if clause.obligor is None or not clause.amount:
        return ""
    others = [p for p in source.applicants if p.role != clause.obligor.role]
    return others[0].name if others else ""


def _signatures(source: PaperSource, signed: Agreement) -> list[Context]:
    """The signatures given; under an oral agreement the places where they are put by hand."""
    if signed.oral:
        by_hand = [
            {"name": p.name, "capacity": source.word("role", p.role)} for p in source.parties
        ]
        by_hand += [
            {"name": m["name"], "capacity": source.word("signed_as", "mediator")}
            for m in source.mediators()
        ]
        return by_hand
    return [_signature(source, signature) for signature in source.signatures]


def _signature(source: PaperSource, signature: Signature) -> Context:
    party = signature.party
    entry = {
        "name": signature.name,
        "capacity": _capacity(source, signature),
        "signed_at": _local(signature.signed_at),
        "method": source.sentence("signature_method"),
        "hash8": signature_hash(signature)[:8],
    }
    if party is not None and (party.kind in ORGANISED or signature.name != party.name):
        entry["on_behalf_of"] = party.name
    return entry


def _capacity(source: PaperSource, signature: Signature) -> str:
    """In what quality the person signed."""
    party = signature.party
    if party is None or signature.capacity == "agent":
        return source.word("signed_as", signature.capacity)
    if party.kind not in ORGANISED and signature.name == party.name:
        return source.word("signed_as", "person")
    if signature.name == party.representative.strip():
        return str(source.party_entry(party)["representative_title"])
    return source.word("signed_as", "organisation")


def signature_hash(signature: Signature) -> str:
    """SHA-256 over who signed which text when; its first eight characters stand on the paper."""
    signed_at = signature.signed_at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [
        signature.content_hash, str(signature.person_id), str(signature.party_id or ""),
        signature.name, signature.capacity, signed_at,
    ]  # fmt: skip
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def termination_notice(source: PaperSource) -> Context:
    """Mediation has ended without an agreement (终止调解通知书、撤销案件通知书)."""
    return {
        "variant": "case_dismissed" if source.case.track == Track.T2 else "terminated",
        "addressee": source.names(source.parties),
        "ended_on": source.on(source.act.at),
        "reasons": reasons(source),
        "legal_basis": source.citations("termination"),
        "remedies": source.sentences("remedies"),
    }


def confirmation_application(source: PaperSource) -> Context:
    """All apply together: there is no respondent any more (司法确认申请书)."""
    confirmation, signed = _filed(source), _version(source)
    parties = source.party_entries(source.applicants)
    for party in parties:
        party["role_name"] = source.sentence("applicant", role=party["role_name"])
    return {
        "parties": parties,
        "court": {"name": confirmation.court.name if confirmation.court else ""},
        "agreement": {
            **_agreement_entry(source),
            "content": [clause.text for clause in source.clauses],
        },
        "facts": signed.facts,
        "mediators": source.mediators(),
        "undertakings": source.sentences("undertakings"),
        "attachments": [
            *source.sentences("attachments", agreement=source.agreement_number),
            *(f.title for f in source.open_evidence if f.visibility == "court_package"),
        ],
        "legal_basis": source.citations("confirmation"),
    }


def _filed(source: PaperSource) -> Confirmation:
    if source.confirmation is None:
        raise PaperRefused([_("There is no application for confirmation.")])
    return source.confirmation


def _agreement_entry(source: PaperSource) -> Context:
    signed = _version(source)
    by_parties = [s.signed_at for s in source.signatures if s.party_id]
    return {
        "number": source.agreement_number,
        "signed_on": source.on(max(by_parties, default=signed.effective_at)),
        "effective_on": source.on(signed.effective_at),
    }


def body_certificate(source: PaperSource) -> Context:
    """The body certifies that it presided (调解组织主持调解的证明)."""
    confirmation, signed = _filed(source), _version(source)
    entry = _agreement_entry(source)
    return {
        "parties": source.party_entries(source.applicants),
        "court": {"name": confirmation.court.name if confirmation.court else ""},
        "mediators": [
            {**mediator, "certificate": _certificate(source)} for mediator in source.mediators()
        ],
        "sessions": [
            {"held_on": source.on(session.starts_at), "place": session.place}
            for session in source.joint_sessions
        ]
        or [{"held_on": entry["signed_on"], "place": source.sentence("no_session")}],
        "agreement": {**entry, "sha256": signed.content_hash},
    }


def _certificate(source: PaperSource) -> str:
    profile = MediatorProfile.objects.filter(
        person_id=source.case.mediator_id, organisation_id=source.case.organisation_id
    ).first()
    number = source.filled(profile.register_number if profile else "")
    return source.sentence(
        "mediator_certificate", body=source.case.organisation.name, number=number
    )


# --- closing --------------------------------------------------------------------------------


def closing_report(source: PaperSource) -> Context:
    """What became of the case (结案报告)."""
    case, came_from = source.case, source.act.event.source
    agreed = came_from in AGREED
    return {
        "handler": case.mediator.name if case.mediator else source.act.actor.name,
        "closed_on": source.on(source.act.at),
        "outcome": source.word("outcome", came_from),
        "facts": _version(source).facts if agreed else case.statement,
        "process": _process(source),
        "result": _agreed(source) if agreed else reasons(source)[0]["text"],
        "confirmation": _court_result(source) if agreed else "",
        "performance": _performance(source)
        if agreed
        else source.sentence("report_nothing_owed", outcome=came_from),
    }


def _process(source: PaperSource) -> str:
    case = source.case
    lines = [
        source.sentence("report_filed", day=source.on(case.filed_at), channel=source.channel())
    ]
    if case.accepted_at:
        lines.append(source.sentence("report_accepted", day=source.on(case.accepted_at)))
    if case.mediator:
        lines.append(source.sentence("report_mediator", name=case.mediator.name))
    if source.joint_sessions:
        days = "、".join(source.on(session.starts_at) for session in source.joint_sessions)
        count = str(len(source.joint_sessions))
        lines.append(source.sentence("report_sessions", count=count, days=days))
    return "\n".join(lines)


def _agreed(source: PaperSource) -> str:
    lines = [
        source.sentence(
            "report_agreement",
            day=_agreement_entry(source)["signed_on"],
            number=source.agreement_number,
            count=str(len(source.clauses)),
        )
    ]
    totals: dict[str, Decimal] = {}
    for clause in source.clauses:
        if clause.amount and clause.kind == ClauseKind.PAYMENT:
            totals[clause.currency] = totals.get(clause.currency, Decimal(0)) + clause.amount
    for currency, total in totals.items():
        lines.append(source.sentence("report_money", money=source.money(total, currency)))
    if source.case.lawsuit_number:
        lines.append(source.sentence("report_lawsuit", number=source.case.lawsuit_number))
    return "\n".join(lines)


def _court_result(source: PaperSource) -> str:
    confirmation = source.confirmation
    if confirmation is None:
        return ""
    return source.sentence(
        "report_court",
        court=confirmation.court.name if confirmation.court else "",
        number=confirmation.court_number,
        result=source.word("court_result", confirmation.state),
    )


def _performance(source: PaperSource) -> str:
    lines = []
    for obligation in source.obligations:
        what = {
            "article": f"第{chinese.numeral(obligation.clause.number)}条",
            "state": source.word("obligation", obligation.state),
        }
        if obligation.state == ObligationState.PERFORMED and obligation.performed_at:
            day = source.on(obligation.performed_at)
            lines.append(source.sentence("report_performed", day=day, **what))
        else:
            lines.append(source.sentence("report_obligation", **what))
    for visit in source.case.follow_ups.order_by("on", "id"):
        lines.append(source.sentence("report_follow_up", day=source.on(visit.on), text=visit.text))
    outcome = source.act.event.source
    return "\n".join(lines) or source.sentence("report_nothing_owed", outcome=outcome)

"""The one door: nothing moves a case except `perform`.

One transaction, one lock (on the case), one event a verb. Web, API, jobs and scenarios all
come through here.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.evidence import Upload
from documents.history import recorded_as
from mediation import clock, deadlines, notifications, papers
from mediation.act import Act, ActionRefused, Then
from mediation.consequences import CONSEQUENCES
from mediation.facts import StoredFacts
from mediation.models import (
    Agreement,
    Case,
    Confirmation,
    Deadline,
    Event,
    Obligation,
    Person,
    Recusal,
    Statement,
)
from mediation.models.record import GENESIS, hash_of
from mediation.permissions import actor_for, grant
from workflows.agreement import AgreementFlow
from workflows.case import CaseFlow
from workflows.confirmation import ConfirmationFlow
from workflows.flow import Flow, Rows, Text, signature_of, verbs_of
from workflows.obligation import ObligationFlow
from workflows.permissions import SYSTEM, Actor, Role
from workflows.recusal import RecusalFlow

FLOWS: dict[str, type[Flow]] = {
    flow.machine: flow
    for flow in (CaseFlow, AgreementFlow, ConfirmationFlow, ObligationFlow, RecusalFlow)
}
MODELS: dict[type, str] = {
    Case: "case",
    Agreement: "agreement",
    Confirmation: "confirmation",
    Obligation: "obligation",
    Recusal: "recusal",
}
Subject = Case | Agreement | Confirmation | Obligation | Recusal


class Stale(ActionRefused):
    """Somebody else was faster: the case is no longer as the person saw it."""


class KeyReused(ActionRefused):
    """The same idempotency key came with something else."""


class BadArguments(TypeError):
    """Arguments are missing or unknown: a mistake of the caller, all of them named."""


@transaction.atomic
def perform(
    subject: Subject,
    verb: str,
    *,
    by: Person | None,
    seen: int | None = None,
    key: str | None = None,
    **data: Any,
) -> Event:
    """Do `verb` on `subject` for `by`, with everything that follows from it.

    Parameters
    ----------
    subject : the row whose machine knows the verb; it is read anew under the lock
    verb : name of a transition of the subject's machine
    by : who acts; None is the system itself
    seen : the version of the case the person saw; refused when it has moved on since
    key : idempotency key; the same key returns the same event without doing anything again
    data : the verb's arguments

    Raises
    ------
    PermissionDenied
        `by` does not hold the word the verb asks for.
    ActionRefused
        The state or a guard forbids it; carries every reason. Nothing was changed.
    Stale, KeyReused
        See there; both are refusals too.
    BadArguments
        Arguments do not fit the verb.
    """
    machine = MODELS[type(subject)]
    case, subject = _lock(subject)
    actor = actor_for(by, case) if by is not None else SYSTEM
    if key is not None:
        earlier = Event.objects.filter(case=case, key=key).first()
        if earlier is not None:
            return _same(earlier, case, subject, machine, verb, actor, data)
    if seen is not None and seen != case.version:
        raise Stale([_("Somebody changed this case meanwhile. Look at it again, then decide.")])
    flow = _ready(case, subject, machine, verb, actor, data)
    return _carry_out(flow, verb, actor, by, key)


def open_case(by: Person, role: Role, **fields: Any) -> Case:
    """Begin a draft. `by` acts as complainant or agent, or as registrar at the counter."""
    with transaction.atomic():
        case = Case(opened_by=by, opened_at=clock.now(), **fields)
        with recorded_as(by, "case.open"):
            case.save()
        if role in (Role.COMPLAINANT, Role.AGENT):
            grant(by, role, case)
        _append_event(
            Act(case, case, "case", "open", actor_for(by, case), by, {}, StoredFacts(case),
                clock.now()),
            source="", visibility="shared", side=None, key=None,
        )  # fmt: skip
        _save_chain(case)
    return case


def available_verbs(
    subject: Subject,
    by: Person,
    case: Case | None = None,
    actor: Actor | None = None,
    facts: StoredFacts | None = None,
) -> dict[str, list[str]]:
    """Verbs `by` has the right to in the present state, each with what still stands against it.

    A page that asks about several rows of one case passes the same `facts` each time.
    """
    case = case or (subject if isinstance(subject, Case) else subject.case)
    actor = actor or actor_for(by, case)
    flow_class = FLOWS[MODELS[type(subject)]]
    flow = flow_class(subject, case=case, facts=facts or StoredFacts(case), actor=actor)
    found = {}
    for verb in verbs_of(flow_class):
        transition = _transition(flow, verb)
        if transition is not None and transition.has_perm(flow, actor):
            found[verb] = _unmet(flow, transition, only_before_asking=True)
    return found


# --- steps ----------------------------------------------------------------------------------


def _lock(subject: Subject) -> tuple[Case, Subject]:
    case_id = subject.pk if isinstance(subject, Case) else subject.case_id
    case = (
        Case.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=case_id)
    )
    if isinstance(subject, Case):
        return case, case
    fresh = type(subject).objects.get(pk=subject.pk)
    fresh.case = case
    return case, fresh


def _same(
    event: Event, case: Case, subject: Subject, machine: str, verb: str, actor: Actor,
    data: Mapping[str, Any],
) -> Event:  # fmt: skip
    """The event of an earlier request, if this one asks for the very same.

    :raises KeyReused: it asks for something else, which would be lost in silence.
    """
    was = (event.machine, event.subject_id, event.verb, event.actor_id)
    flow = FLOWS[machine]
    if was == (machine, subject.pk, verb, actor.id):
        kept = _kept(flow, verb, _bind(flow, verb, data, case))
        # As the database gives it back: enums as text.
        if json.loads(json.dumps(kept)) == event.data:
            return event
    raise KeyReused([_("This request was already used for something else. Start again.")])


def _ready(
    case: Case, subject: Any, machine: str, verb: str, actor: Actor, data: Mapping[str, Any]
) -> Flow:
    """The flow that may run the verb now; nothing has been changed yet.

    :raises PermissionDenied, ActionRefused, BadArguments: it may not.
    """
    flow_class = FLOWS[machine]
    bound = _bind(flow_class, verb, data, case)
    flow = flow_class(subject, case=case, facts=StoredFacts(case), actor=actor, data=bound)
    _check(flow, verb, _transition(flow, verb), actor)
    return flow


def _carry_out(
    flow: Flow, verb: str, actor: Actor, person: Person | None, key: str | None = None
) -> Event:
    """Run a verb that was found ready, with its consequences and what follows by itself."""
    machine, case, facts = flow.machine, flow.case, flow.facts
    act = Act(case, flow.subject, machine, verb, actor, person, flow.data, facts, facts.now)  # type: ignore[arg-type]
    source = str(flow.subject.state)
    with recorded_as(person, f"{machine}.{verb}"):
        getattr(flow, verb)(**flow.data)
        _consequences(act, source, key)
    for then in CONSEQUENCES[machine][verb].then:
        _follow(case, then, flow.data)
    return act.event


def _bind(flow_class: type[Flow], verb: str, data: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """The arguments of the verb, complete; every problem at once."""
    if verb not in verbs_of(flow_class):
        raise BadArguments(f"The machine {flow_class.machine!r} has no verb {verb!r}.")
    wanted = signature_of(flow_class, verb)
    bound = {name: p.default for name, p in wanted.items() if p.default is not p.empty} | dict(data)
    problems = [f"unknown argument {name!r}" for name in data if name not in wanted]
    problems += [
        f"missing argument {name!r}"
        for name, p in wanted.items()
        if name not in bound or (bound[name] is None and p.default is p.empty)
    ]
    problems += [
        f"{name!r} belongs to another case"
        for name, value in bound.items()
        for item in _leaves(value)
        if getattr(item, "case_id", case.pk) != case.pk
    ]
    if problems:
        raise BadArguments(f"{flow_class.machine}.{verb}: " + "; ".join(sorted(problems)) + ".")
    return bound


def _leaves(value: Any) -> list[Any]:
    """The value itself, or for rows everything they hold."""
    return [x for row in value for x in row.values()] if isinstance(value, list) else [value]


def _transition(flow: Flow, verb: str) -> Any:
    state = str(flow.subject.state)
    for transition in verbs_of(type(flow))[verb].get_transitions():
        if transition.source == state:
            return transition
    return None


def _check(flow: Flow, verb: str, transition: Any, actor: Actor) -> None:
    words = {t.permission for t in verbs_of(type(flow))[verb].get_transitions()}
    if not all(word(flow, actor) for word in words):
        raise PermissionDenied(f"{actor.name} may not {verb}.")
    if transition is None:
        raise ActionRefused(
            [_("This is not possible while the state is “%(state)s”.")
             % {"state": flow.subject.get_state_display()}],
            ("state",),
        )  # fmt: skip
    reasons = _unmet(flow, transition)
    if reasons:
        unmet = tuple(guard.name for guard in transition.conditions if guard.reasons(flow))
        raise ActionRefused(reasons, unmet)


def _unmet(flow: Flow, transition: Any, only_before_asking: bool = False) -> list[str]:
    """All reasons at once; `only_before_asking` leaves out what the form will ask for."""
    return [
        reason
        for guard in transition.conditions
        if not (only_before_asking and guard.about_arguments)
        for reason in guard.reasons(flow)
    ]


def _consequences(act: Act, source: str, key: str | None) -> None:
    """Rows, terms, the event, the saved state, papers and notices of one verb."""
    consequence = CONSEQUENCES[act.machine][act.verb]
    if consequence.rows is not None:
        consequence.rows(act)
    if consequence.ends:
        deadlines.end(act.case, consequence.ends, Deadline.Status.MET)
    if consequence.starts:
        deadlines.start(
            act.case, consequence.starts, act.at, machine=act.machine, subject_id=act.subject.pk
        )
    visibility, side = consequence.visibility(act)
    act.event = _append_event(act, source=source, visibility=visibility, side=side, key=key)
    if act.data.get(consequence.says):
        Statement.objects.create(event=act.event, text=act.data[consequence.says])
    act.subject.save()
    if act.machine != "case":
        _save_chain(act.case)
    for kind in consequence.papers:
        papers.order(act, kind)
    notifications.tell(act, consequence.tells)


def _save_chain(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(
        version=case.version, event_count=case.event_count, chain_head=case.chain_head
    )


def _append_event(act: Act, *, source: str, visibility: str, side: Any, key: str | None) -> Event:
    """One link of the chain; the case keeps its end."""
    case = act.case
    event = Event(
        case=case, seq=case.event_count + 1, machine=act.machine, subject_id=act.subject.pk,
        verb=act.verb, source=source, target=str(act.subject.state), actor=act.person,
        actor_name=act.actor.name, actor_roles=",".join(sorted(act.actor.roles)), at=act.at,
        recorded_at=timezone.now(), visibility=visibility, side=side, key=key,
        data=_kept(FLOWS[act.machine], act.verb, act.data),
        previous_hash=case.chain_head or GENESIS,
    )  # fmt: skip
    event.hash = event.compute_hash()
    event.save(force_insert=True)
    case.event_count, case.chain_head = event.seq, event.hash
    case.version += 1
    return event


def _kept(flow_class: type[Flow], verb: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the event keeps of the arguments: references, codes, dates, amounts; of text a hash."""
    if verb not in verbs_of(flow_class):
        return {}
    wanted = signature_of(flow_class, verb)
    return {
        name: _plain(value, wanted[name].annotation)
        for name, value in data.items()
        if value not in (None, "", [])
    }


def _plain(value: Any, kind: Any) -> Any:
    if kind in (Text, Rows):
        return {"sha256": hash_of(value)}
    if isinstance(value, Upload):
        return {"sha256": value.sha256}
    if hasattr(value, "pk"):
        return {"id": value.pk}
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _follow(case: Case, then: Then, data: Mapping[str, Any]) -> None:
    """Run what follows by itself, when it may; a required step that may not undoes everything."""
    wanted = signature_of(FLOWS[then.machine], then.verb)
    passed = {name: value for name, value in data.items() if name in wanted}
    for subject in _subjects_of(case, then):
        try:
            flow = _ready(case, subject, then.machine, then.verb, SYSTEM, passed)
        except ActionRefused:
            if then.required:
                raise
            continue
        # From here on a refusal is nobody's to swallow: rows have been written.
        _carry_out(flow, then.verb, SYSTEM, None)


def _subjects_of(case: Case, then: Then) -> list[Any]:
    """The case, the latest row of another machine, or `each` of its rows."""
    if then.machine == "case":
        return [case]
    model: Any = {name: model for model, name in MODELS.items()}[then.machine]
    rows = list(model.objects.filter(case=case).order_by("-id"))
    for row in rows:
        row.case = case
    return rows if then.each else rows[:1]

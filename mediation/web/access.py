"""From an address to a case and what the person is in it. A stranger learns nothing: 404."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from mediation.actions import FLOWS, MODELS, Subject
from mediation.models import Case, Person
from mediation.permissions import actor_for, visible_cases, visible_confirmations
from workflows.flow import verbs_of
from workflows.permissions import Actor, Word

MODEL_OF = {machine: model for model, machine in MODELS.items()}


def person_of(request: HttpRequest) -> Person:
    """Whoever is signed in; pages that ask for it are not public."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def case_for(person: Person, reference: str) -> tuple[Case, Actor]:
    """The case behind a reference, and what the person is in it.

    :raises Http404: no such case, or none of the person's business.
    """
    cases = visible_cases(person).select_related("organisation", "station", "mediator")
    case = get_object_or_404(cases, reference=reference)
    actor = actor_for(person, case)
    if Word.VIEW_CASE not in actor.words:
        raise Http404
    return case, actor


def subject_for(
    person: Person, reference: str, machine: str, pk: int | None
) -> tuple[Any, Case, Actor]:
    """The row whose machine knows a verb, its case, and what the person is in it.

    A court reaches its own confirmations without reading the case.

    :raises Http404: see `case_for`; or there is no such row in the case.
    """
    if machine == "confirmation":
        at_court = visible_confirmations(person).filter(pk=pk, case__reference=reference)
        found = at_court.select_related("case__organisation", "agreement").first()
        if found is not None:
            return found, found.case, actor_for(person, found.case)
    case, actor = case_for(person, reference)
    if machine == "case":
        return case, case, actor
    if machine not in MODEL_OF:
        raise Http404
    subject: Subject = get_object_or_404(MODEL_OF[machine], pk=pk, case_id=case.pk)
    subject.case = case
    return subject, case, actor


def word_of(machine: str, verb: str) -> Word:
    """The word a verb asks for.

    :raises Http404: the machine has no such verb.
    """
    verbs = verbs_of(FLOWS[machine])
    if verb not in verbs:
        raise Http404
    return next(iter(verbs[verb].get_transitions())).permission.word

"""Papers ordered by verbs: their content is frozen with the change, they are printed afterwards
by `mediation.printing`."""

from django.conf import settings
from django.utils.translation import gettext as _

from documents.completeness import Context
from documents.kinds import KINDS
from documents.models import Document
from mediation.act import Act
from mediation.clock import SHANGHAI
from mediation.models import Case
from mediation.paper_contexts import BUILDERS, PaperRefused, PaperSource
from mediation.paper_contexts.outcome import ENDING_NOTICES
from mediation.paper_contexts.texts import NoText
from workflows.states import CaseState
from workflows.vocabulary import PartyRole, Visibility

#: Papers that others read than their kind says: the court must be able to read the agreement.
VISIBILITY = {"agreement": Visibility.COURT_PACKAGE}


def order(act: Act, kind: str) -> Document:
    """Freeze the content of a paper in the transaction of the verb that issues it.

    :param kind: a code of `documents.kinds.KINDS`, or ``ending_notice`` for the one that fits
        the state in which the case has ended.
    :raises PaperRefused: something is missing without which the paper cannot be made; the verb
        is refused with these reasons and nothing is changed.
    """
    if kind == "ending_notice":
        kind = ENDING_NOTICES[CaseState(act.case.state)]
    source = PaperSource(act)
    visibility = VISIBILITY.get(kind, KINDS[kind].visibility)
    owner = source.side(PartyRole.COMPLAINANT)[:1] if visibility == Visibility.ONE_SIDE else []
    paper = Document(
        case=act.case, kind=kind, number=number_of(act.case, kind), visibility=visibility,
        party=owner[0] if owner else None, ordered_at=act.at,
    )  # fmt: skip
    paper.context = _context(source, paper)
    problems = KINDS[kind].problems(paper.context)
    if problems:
        raise PaperRefused([_about(kind), *problems])
    paper.save(force_insert=True)
    return paper


def number_of(case: Case, kind: str) -> str:
    """The number of the next paper of this kind: the case's own, with -2, -3 when repeated.

    （2026）昆知调字第0001号 gives （2026）昆知调受字第0001号, then （2026）昆知调受字第0001-2号.
    """
    number = KINDS[kind].number(
        year=case.number_year or 0, body=case.organisation.short_name, seq=case.number_seq or 0
    )
    earlier = Document.objects.filter(case=case, kind=kind).count()
    return f"{number.removesuffix('号')}-{earlier + 1}号" if earlier else number


def _context(source: PaperSource, paper: Document) -> Context:
    shared = {
        "kind": paper.kind,
        "number": paper.number,
        "verification": paper.verification,
        "verify_url": f"{settings.SITE_URL}/verify/{paper.verification}/",
        "issued_at": source.act.at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "issued_on": source.on(source.act.at),
        "organisation": source.body(),
        "case": source.case_entry(),
        "parties": source.party_entries(),
    }
    try:
        return shared | BUILDERS[paper.kind](source)
    except NoText as gap:
        raise PaperRefused(
            [_about(paper.kind),
             _("No text is on file for “%(gap)s”. Ask the administrator to complete the texts of "
               "the papers.") % {"gap": gap}]
        ) from gap  # fmt: skip


def _about(kind: str) -> str:
    return _("The paper “%(title)s” cannot be made yet.") % {"title": KINDS[kind].title_zh}

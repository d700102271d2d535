"""The kinds of paper the system issues, and what each must contain (文书种类).

Texts follow the official forms: 司发通〔2010〕239号 for people's mediation, CNIPA order 81 for
patent mediation by the administration, the courts' civil forms for the confirmation papers.
The statutes a paper cites arrive in its context (``legal_basis``): citations are dated rules,
not constants. `documents.samples` shows a full context of every kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documents.completeness import (
    Check,
    Context,
    IncompletePaper,
    clauses_are_numbered,
    has_both_sides,
    is_dated_consistently,
    is_plain_data,
    missing,
    money_can_be_enforced,
)

#: What every paper must know.
COMMON = (
    "kind",
    "number",
    "verification",
    "verify_url",
    "issued_at",
    "issued_on",
    "organisation.name",
    "organisation.self_name",
    "organisation.address",
    "organisation.phone",
    "case.number",
    "case.track",
    "case.track_name",
    "case.subject",
    "parties[].role",
    "parties[].role_name",
    "parties[].name",
    "parties[].kind",
)
#: What a paper that goes before a court must know of each party besides.
IDENTITY = (
    "parties[].id_kind",
    "parties[].id_number",
    "parties[].address",
    "parties[].phone",
    "parties[].agents[*].name",
    "parties[].agents[*].powers[]",
)
RIGHTS = ("rights[*].kind_name", "rights[*].title", "rights[*].owner", "rights[*].status")
NOTICE = ("addressee",)


@dataclass(frozen=True)
class Kind:
    """One kind of paper.

    Attributes:
        code: key in `KINDS` and in the database.
        title_zh: the usual title; `title_of` gives the title of one paper.
        required: paths the context must hold besides `COMMON` (see `documents.completeness`).
        numbering: pattern of the paper's number: year, body (short name), seq.
        visibility: who sees it unless the case says otherwise: shared, one_side,
            court_package or internal.
        retention: class of the retention table: ordinary or long.
        issued_by_verb: the step of the procedure that issues it.
        variants: value of ``variant`` in the context -> title, for kinds with several.
        checks: further rules; each yields one sentence for every problem.
    """

    code: str
    title_zh: str
    required: tuple[str, ...]
    numbering: str
    visibility: str
    retention: str
    issued_by_verb: str
    variants: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()

    @property
    def template(self) -> str:
        """Name of the template under `templates/`."""
        return f"pdf/{self.code}.html"

    def title_of(self, context: Context) -> str:
        """The title of one paper: that of its variant, if the kind has variants."""
        return self.variants.get(context.get("variant", ""), self.title_zh)

    def number(self, *, year: int, body: str, seq: int) -> str:
        """The number of a paper.

        Args:
            year: four digits.
            body: short name of the mediation body, such as 昆知.
            seq: running number of the kind within body and year, from 1.
        """
        return self.numbering.format(year=year, body=body, seq=seq)

    def problems(self, context: Context) -> list[str]:
        """Every reason why this context does not make a complete paper."""
        found = missing(context, COMMON + self.required)
        for check in (is_plain_data, is_dated_consistently, *self.checks):
            found.extend(check(context))
        if context.get("kind") not in (None, "", self.code):
            found.append(_("“kind” must be “%(code)s”.") % {"code": self.code})
        if self.variants and context.get("variant") not in self.variants:
            choices = ", ".join(self.variants)
            found.append(_("“variant” must be one of: %(choices)s.") % {"choices": choices})
        return found


def check_complete(code: str, context: Context) -> Kind:
    """The kind of a paper, once its context is known to be complete.

    Raises:
        KeyError: no such kind.
        IncompletePaper: with all problems at once.
    """
    kind = KINDS[code]
    problems = kind.problems(context)
    if problems:
        raise IncompletePaper(code, problems)
    return kind


def _numbering(word: str) -> str:
    return f"（{{year}}）{{body}}调{word}字第{{seq:04d}}号"


_ALL = (
    Kind(
        code="application",
        title_zh="调解申请书",
        required=(
            *IDENTITY,
            *RIGHTS,
            "case.ip_type_name",
            "claims[].text",
            "facts",
            "evidence[*].number",
            "evidence[*].title",
            "evidence[*].proves",
            "pending_proceedings",
            "declarations[]",
        ),
        numbering=_numbering("申"),
        visibility="shared",
        retention="ordinary",
        issued_by_verb="submit",
        checks=(has_both_sides,),
    ),
    Kind(
        code="correction_notice",
        title_zh="补正通知书",
        required=(
            *NOTICE,
            "case.filed_on",
            "items[].item",
            "items[].requirement",
            "due_on",
            "consequence",
            "legal_basis[]",
        ),
        numbering=_numbering("补"),
        visibility="one_side",
        retention="ordinary",
        issued_by_verb="ask_correction",
    ),
    Kind(
        code="reply_notice",
        title_zh="陈述意见（答辩）通知书",
        required=(
            *NOTICE,
            "case.filed_on",
            "claims[].text",
            "due_on",
            "reply_term",
            "silence_consequence",
            "fee_text",
            "legal_basis[]",
        ),
        numbering=_numbering("答"),
        visibility="shared",
        retention="ordinary",
        issued_by_verb="ask_respondent",
        checks=(has_both_sides,),
    ),
    Kind(
        code="acceptance_notice",
        title_zh="受理通知书",
        required=(
            *NOTICE,
            "case.filed_on",
            "case.accepted_on",
            "mediator_choice",
            "period_text",
            "period_ends_on",
            "fee_text",
            "legal_basis[]",
        ),
        numbering=_numbering("受"),
        visibility="shared",
        retention="ordinary",
        issued_by_verb="accept",
        checks=(has_both_sides,),
    ),
    Kind(
        code="non_acceptance_notice",
        title_zh="不予受理通知书",
        required=(
            *NOTICE,
            "case.filed_on",
            "reasons[].code",
            "reasons[].text",
            "legal_basis[]",
            "remedies[]",
        ),
        numbering=_numbering("不"),
        visibility="one_side",
        retention="ordinary",
        issued_by_verb="reject",
        variants={
            "not_accepted": "不予受理通知书",
            "not_filed": "不予立案通知书",
            "lapsed": "视为未申请通知书",
        },
    ),
    Kind(
        code="agreement",
        title_zh="调解协议书",
        required=(
            *IDENTITY,
            "version",
            "facts",
            "clauses[].kind_name",
            "clauses[].text",
            "confirmation_intended",
            "effect",
            "copies",
            "signatures[].name",
            "signatures[].capacity",
            "mediators[].name",
            "content_hash",
        ),
        numbering=_numbering("协"),
        visibility="shared",
        retention="long",
        issued_by_verb="take_effect",
        checks=(has_both_sides, clauses_are_numbered, money_can_be_enforced),
    ),
    Kind(
        code="termination_notice",
        title_zh="终止调解通知书",
        required=(
            *NOTICE,
            "case.filed_on",
            "ended_on",
            "reasons[].code",
            "reasons[].text",
            "legal_basis[]",
            "remedies[]",
        ),
        numbering=_numbering("终"),
        visibility="shared",
        retention="ordinary",
        issued_by_verb="terminate",
        variants={"terminated": "终止调解通知书", "case_dismissed": "撤销案件通知书"},
    ),
    Kind(
        code="confirmation_application",
        title_zh="司法确认申请书",
        required=(
            *IDENTITY,
            "court.name",
            "agreement.number",
            "agreement.signed_on",
            "agreement.effective_on",
            "agreement.content[]",
            "facts",
            "mediators[].name",
            "undertakings[]",
            "attachments[]",
            "legal_basis[]",
        ),
        numbering=_numbering("确"),
        visibility="court_package",
        retention="long",
        issued_by_verb="apply_confirmation",
        checks=(has_both_sides,),
    ),
    Kind(
        code="body_certificate",
        title_zh="调解组织证明",
        required=(
            "organisation.licence",
            "organisation.nature_name",
            "court.name",
            "case.filed_on",
            "case.accepted_on",
            "case.channel_name",
            "mediators[].name",
            "mediators[].certificate",
            "sessions[].held_on",
            "sessions[].place",
            "agreement.number",
            "agreement.signed_on",
            "agreement.effective_on",
            "agreement.sha256",
        ),
        numbering=_numbering("证"),
        visibility="court_package",
        retention="long",
        issued_by_verb="apply_confirmation",
        checks=(has_both_sides,),
    ),
    Kind(
        code="transfer_letter",
        title_zh="移送函",
        required=(
            "receiver.name",
            "case.filed_on",
            "facts",
            "reason",
            "legal_basis[]",
            "materials[].title",
            "materials[].copies",
            "reply_due_on",
            "contact.name",
            "contact.phone",
        ),
        numbering=_numbering("移"),
        visibility="internal",
        retention="long",
        issued_by_verb="transfer",
    ),
    Kind(
        code="closing_report",
        title_zh="结案报告",
        required=(
            "case.filed_on",
            "case.channel_name",
            "handler",
            "closed_on",
            "outcome",
            "facts",
            "process",
            "result",
            "performance",
        ),
        numbering=_numbering("结"),
        visibility="internal",
        retention="ordinary",
        issued_by_verb="close",
    ),
)

#: code -> kind.
KINDS: Mapping[str, Kind] = {kind.code: kind for kind in _ALL}

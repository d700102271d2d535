"""Notices go out here as e-mail, after the change they tell of is committed.

The row is the truth: a worker takes a notice by moving its next attempt into the future, sends
without holding a lock, and notes the result under the same attempt. Two workers never hold one
notice. Should a worker die between sending and noting, the second message carries the same
Message-ID, by which mail systems know it for the same one.
"""

import logging
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.translation import gettext as _

from mediation import clock, deadlines
from mediation.effects.intake import REPLY_TERMS
from mediation.invitations import code_of
from mediation.models import Case, Deadline, Invitation, Notice, Party
from mediation.notice_texts import WHAT_HAPPENED
from workflows.states import CaseState
from workflows.vocabulary import ADMINISTRATIVE_TRACKS, PartyRole, Track

#: How long a worker may take over one message; the mail server's timeout is far shorter.
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
#: Waiting time after a failure, doubled with each further one up to the longest.
PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
REQUEST = "ask_respondent"
#: Notices from whose sending a term runs: while the case waits in this state, these terms.
FROM_SERVICE = {
    REQUEST: (CaseState.CONSENT_PENDING, REPLY_TERMS),
    "ask_correction": (CaseState.CORRECTION, ("CORRECTION",)),
}
Status = Notice.Status
logger = logging.getLogger(__name__)


def send_notices(limit: int = 100) -> int:
    """Send what waits, oldest first, and say how many messages went out.

    Several workers may run this at once. A message that the mail server does not take is tried
    again with growing pauses, and given up, with the reason, after `MOST_ATTEMPTS`.
    """
    _give_up()
    sent = 0
    for _turn in range(limit):
        notice = _take()
        if notice is None:
            break
        sent += _deliver(notice)
    return sent


def _due() -> Q:
    """Waiting, and its time has come. The request to a respondent without any address keeps
    waiting while the case waits for the answer: the registrar serves it by post."""
    by_post = Q(
        template=REQUEST, address="", party__email="", case__state=CaseState.CONSENT_PENDING
    )
    its_time = Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=clock.now())
    return Q(status=Status.PENDING) & its_time & ~by_post


def _give_up() -> None:
    """Messages whose last worker died over them: no attempt is left."""
    worn_out = Notice.objects.filter(_due(), attempts__gte=MOST_ATTEMPTS).values("pk")
    Notice.objects.filter(pk__in=worn_out, status=Status.PENDING).update(
        status=Status.FAILED, error="The worker died each time this was sent. See its log."
    )


@transaction.atomic
def _take() -> Notice | None:
    """Lease the oldest waiting notice; the count of attempts tells this lease from any other."""
    waiting = Notice.objects.filter(_due(), attempts__lt=MOST_ATTEMPTS)
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True, of=("self",))
    notice = (
        waiting.select_related("case__organisation", "recipient", "party").order_by("id").first()
    )
    if notice is None:
        return None
    notice.attempts += 1
    notice.next_attempt_at = clock.now() + LEASE
    notice.save(update_fields=["attempts", "next_attempt_at"])
    return notice


def _deliver(notice: Notice) -> int:
    """Send one leased notice; 1 when it went out."""
    address = notice.address or (notice.party.email if notice.party else "")
    if notice.template == REQUEST and notice.case.state != CaseState.CONSENT_PENDING:
        return _fail(notice, "no longer needed: the case has moved on")
    if not address:
        return _fail(notice, "no address")
    try:
        message_for(notice, address).send()
    except Exception as failure:  # noqa: BLE001 - one bad message must not stop the others
        logger.warning("Notice %s was not sent: %s", notice.pk, type(failure).__name__)
        return _put_back(notice, failure)
    with transaction.atomic():
        now = clock.now()
        noted = _under_lease(notice).update(
            status=Status.SENT, sent_at=now, address=address, next_attempt_at=None, error=""
        )
        if noted and notice.template in FROM_SERVICE:
            _run_from_service(notice, now)
    return noted


def _fail(notice: Notice, reason: str) -> int:
    _under_lease(notice).update(status=Status.FAILED, next_attempt_at=None, error=reason)
    return 0


def _put_back(notice: Notice, failure: Exception) -> int:
    reason = f"{type(failure).__name__}: {failure}"[:300]
    if notice.attempts >= MOST_ATTEMPTS:
        return _fail(notice, reason)
    pause = min(PAUSE * 2 ** (notice.attempts - 1), LONGEST_PAUSE)
    _under_lease(notice).update(next_attempt_at=clock.now() + pause, error=reason)
    return 0


def _under_lease(notice: Notice) -> QuerySet[Notice]:
    """The row, unless somebody else has taken it over, or it was served by post meanwhile."""
    return Notice.objects.filter(pk=notice.pk, status=Status.PENDING, attempts=notice.attempts)


def _china_day(moment: datetime) -> date:
    return moment.astimezone(clock.SHANGHAI).date()


def _run_from_service(notice: Notice, sent_at: datetime) -> None:
    """A term to answer runs from service: sent on a later day, it starts on that day."""
    if _china_day(sent_at) == _china_day(notice.made_at):
        return
    state, terms = FROM_SERVICE[notice.template]
    case = Case.objects.select_for_update(of=("self",)).get(pk=notice.case_id)
    if case.state == state:
        deadlines.end(case, terms, Deadline.Status.CANCELLED)
        deadlines.start(case, terms, sent_at, machine="case", subject_id=case.pk)


# --- the message ------------------------------------------------------------------------------


def message_for(notice: Notice, address: str) -> EmailMessage:
    """The message of a notice, in the recipient's language."""
    language = notice.language or settings.LANGUAGE_CODE
    with translation.override(language):
        context = _context(notice)
        return EmailMessage(
            subject=" ".join(render_to_string("email/notice_subject.txt", context).split()),
            body=render_to_string("email/notice.txt", context).strip() + "\n",
            to=[address],
            headers={
                "Message-ID": f"<notice-{notice.pk}@{urlsplit(settings.SITE_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
                "Content-Language": language,
            },
        )


def _context(notice: Notice) -> dict[str, Any]:
    case = notice.case
    return {
        "number": case.number,
        "body": case.organisation.name,
        "phone": case.organisation.phone or case.organisation.address,
        "name": _one_line(notice.recipient.name) if notice.recipient else "",
        "event": WHAT_HAPPENED[notice.template],
        "case_url": f"{settings.SITE_URL}/cases/{case.reference}/",
        **(_invitation(notice) if notice.template == REQUEST else {}),
        **(_appointment(notice) if "agent" in notice.params else {}),
    }


def _one_line(name: str) -> str:
    """A name somebody typed, which must not pass for a paragraph of ours."""
    return " ".join(name.split())


def _invitation(notice: Notice) -> dict[str, Any]:
    """Who asks, what happens without an answer, by when, and the code, which exists in this
    message only: the database keeps its hash."""
    complainants = Party.objects.filter(case=notice.case, role=PartyRole.COMPLAINANT)
    code = _code(notice)
    return {
        "invitation": True,
        "complainants": _(", ").join(
            _one_line(name) for name in complainants.values_list("name", flat=True)
        ),
        "party": _one_line(notice.party.name) if notice.party else "",
        "answer_by": _answer_by(notice.case),
        "silence": _silence(notice.case),
        "code": code,
        "join_url": f"{settings.SITE_URL}/join/?code={code}",
    }


def _appointment(notice: Notice) -> dict[str, Any]:
    """For whom the agent was appointed, and the code by which the agent joins."""
    code = _code(notice, notice.params["agent"])
    return {
        "appointment": True,
        "party": _one_line(notice.party.name) if notice.party else "",
        "join_url": f"{settings.SITE_URL}/join/?code={code}" if code else "",
    }


def _code(notice: Notice, agent: int | None = None) -> str:
    """The usable code of the party, or of its agent; none for somebody who has an account."""
    if notice.recipient_id is not None:
        return ""
    live = Invitation.objects.filter(
        party=notice.party, agent=agent, used_at=None, revoked_at=None, expires_at__gt=clock.now()
    )
    invitation = live.order_by("-id").first()
    return code_of(invitation) if invitation else ""


def _answer_by(case: Case) -> str:
    """The last day for the answer, unless it is past already or not certain yet."""
    term = Deadline.objects.filter(
        case=case, rule_id__in=REPLY_TERMS, status=Deadline.Status.OPEN, ends_at__gt=clock.now()
    ).first()
    return formats.date_format(term.effective) if term and term.effective else ""


def _silence(case: Case) -> str:
    if case.track in ADMINISTRATIVE_TRACKS:
        return _(
            "If you do nothing, the request is not filed; the complainant may then go other ways "
            "that the law opens, such as a lawsuit."
        )
    if case.track in (Track.T4, Track.T5):
        return _("If you do nothing, mediation ends and the case goes back to the court.")
    return _(
        "If you do nothing, mediation does not take place; the complainant may then go other ways "
        "that the law opens, such as a lawsuit."
    )

"""What a court downloads of an application for confirmation, and nothing else of the case.

民诉法解释 art. 354: the application, the agreement, the certificate that a body presided, the
papers on identity and rights, and the powers of attorney.
"""

from pathlib import PurePath
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from documents.kinds import KINDS
from documents.models import Document, Evidence
from documents.package import CourtPackage, build_court_package
from mediation.models import Confirmation, Party
from workflows.states import CONFIRMATION_SEEN_BY_COURT
from workflows.vocabulary import PartyRole, Visibility


class PackageNotReady(Exception):
    """The package cannot be put together yet; the message says why and what to do."""


def package_of(confirmation: Confirmation) -> CourtPackage:
    """The ZIP file of one filed application: its three papers, then the files the parties have
    opened to the court, with a manifest of their hashes.

    The manifest alone carries the parties' identity numbers in full: papers are read by the
    other side too, and mask them.

    :raises PackageNotReady: the application is not filed, or a paper is still being printed.
    :raises documents.storage.MissingFile, documents.storage.AlteredFile: a file is not in the
        store as it was.
    """
    if confirmation.state not in CONFIRMATION_SEEN_BY_COURT:
        raise PackageNotReady(_("The application has not been filed with a court."))
    papers = _printed(confirmation)
    files = [(f"{KINDS[p.kind].title_of(p.context)}{p.number}.pdf", p.sha256) for p in papers]
    files += [
        (f"{file.title}{PurePath(file.filename).suffix.lower()}", file.sha256)
        for file in files_of(confirmation)
    ]
    numbered = [
        (f"{number:02d} {title}", sha256) for number, (title, sha256) in enumerate(files, 1)
    ]
    return build_court_package(numbered, _manifest(confirmation, papers[1]))


def papers_of(confirmation: Confirmation) -> list[Document]:
    """Application, agreement and certificate of this very version of the agreement, in this
    order, as far as they were ordered; printed or not."""
    papers = Document.objects.filter(case=confirmation.case_id).order_by("-id")
    agreement = papers.filter(
        kind="agreement", context__version=confirmation.agreement.version
    ).first()
    if agreement is None:
        return []
    about_it = papers.filter(context__agreement__number=agreement.number)
    found = [
        about_it.filter(kind="confirmation_application").first(),
        agreement,
        about_it.filter(kind="body_certificate").first(),
    ]
    return [paper for paper in found if paper is not None]


def files_of(confirmation: Confirmation) -> QuerySet[Evidence]:
    """The files the parties have opened to the court."""
    return Evidence.objects.filter(
        case=confirmation.case_id, visibility=Visibility.COURT_PACKAGE
    ).order_by("number")


def _printed(confirmation: Confirmation) -> list[Document]:
    papers = papers_of(confirmation)
    if not papers:
        raise PackageNotReady(_("There is no paper of the agreement."))
    if len(papers) < 3 or any(p.status != Document.Status.ISSUED for p in papers):
        raise PackageNotReady(
            _("Some papers of the application are still being printed. Try again in a moment.")
        )
    return papers


def _manifest(confirmation: Confirmation, agreement: Document) -> dict[str, Any]:
    case = confirmation.case
    applicants = Party.objects.filter(case=case, necessary=True).exclude(role=PartyRole.THIRD_PARTY)
    return {
        "case_number": case.number,
        "mediation_body": case.organisation.name,
        "court": confirmation.court.name if confirmation.court else "",
        "filed_at": confirmation.filed_at.isoformat() if confirmation.filed_at else "",
        "agreement_number": agreement.number,
        "content_hash": confirmation.agreement.content_hash,
        "applicants": [
            {
                "name": party.name,
                "role": party.role,
                "id_kind": party.id_kind,
                "id_number": party.id_number,
            }
            for party in applicants.order_by("id")
        ],
    }

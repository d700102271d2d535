"""The nouns of the system, in the order a newcomer should read them."""

from mediation.models.organisation import (
    NumberCounter,
    Organisation,
    OrganisationUserObjectPermission,
)
from mediation.models.person import MediatorProfile, Membership, Person

from mediation.models.case import Case, CaseUserObjectPermission, Claim, Right  # isort: skip
from mediation.models.mediation import (
    Appointment,
    Engagement,
    FollowUp,
    Handover,
    Note,
    Recusal,
    Session,
)
from mediation.models.party import Agent, Declaration, Invitation, Party

from mediation.models.agreement import (  # isort: skip
    Agreement,
    Clause,
    Confirmation,
    Obligation,
    Signature,
)
from mediation.models.record import Deadline, Event, Notice, Statement

__all__ = [
    "Agent", "Agreement", "Appointment", "Case", "CaseUserObjectPermission", "Claim", "Clause",
    "Confirmation", "Deadline", "Declaration", "Engagement", "Event", "FollowUp", "Handover",
    "Invitation", "MediatorProfile", "Membership", "Note", "Notice", "NumberCounter",
    "Obligation", "Organisation", "OrganisationUserObjectPermission", "Party", "Person",
    "Recusal", "Right", "Session", "Signature", "Statement",
]  # fmt: skip

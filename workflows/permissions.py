"""Every permission word of the system with one sentence each, and which role holds it.

A person holds *roles* (granted per case or per organisation, see `mediation.permissions`);
a role holds *words*; a verb asks for one word. Nothing else opens a door.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workflows.vocabulary import Power


class Role(TextChoices):
    """In what quality a person acts (角色)."""

    COMPLAINANT = "complainant", _("Complainant")
    RESPONDENT = "respondent", _("Respondent")
    THIRD_PARTY = "third_party", _("Third party")
    AGENT = "agent", _("Agent")
    MEDIATOR = "mediator", _("Mediator")
    EXPERT = "expert", _("Expert")
    REGISTRAR = "registrar", _("Registrar")
    CASE_MANAGER = "case_manager", _("Case manager")
    COURT_CLERK = "court_clerk", _("Court clerk")
    SUPERVISOR = "supervisor", _("Supervisor")
    ARCHIVIST = "archivist", _("Archivist")
    ADMINISTRATOR = "administrator", _("Administrator")
    SYSTEM = "system", _("The system")


#: Roles granted on one case.
CASE_ROLES = (
    Role.COMPLAINANT, Role.RESPONDENT, Role.THIRD_PARTY, Role.AGENT, Role.MEDIATOR, Role.EXPERT,
)  # fmt: skip
#: Roles granted on an organisation.
ORGANISATION_ROLES = (
    Role.REGISTRAR, Role.CASE_MANAGER, Role.COURT_CLERK,
    Role.SUPERVISOR, Role.ARCHIVIST, Role.ADMINISTRATOR,
)  # fmt: skip
#: Roles of somebody who stands on a side of the case.
SIDE_ROLES = (Role.COMPLAINANT, Role.RESPONDENT, Role.THIRD_PARTY, Role.AGENT)


class Word(StrEnum):
    """A permission word."""

    # reading
    VIEW_CASE = "view_case"  # read the case, its shared papers and events
    VIEW_INTERNAL = "view_internal"  # read the body's own notes and internal events
    VIEW_CAUCUS = "view_caucus"  # read what was said in private sessions (mediator only)
    VIEW_CONFIRMATION = "view_confirmation"  # read the confirmation package, nothing else
    VIEW_ID_NUMBERS = "view_id_numbers"  # read the parties' identity numbers unmasked
    # complainant's side
    EDIT_DRAFT = "edit_draft"  # change an application that is not yet submitted
    SUBMIT_APPLICATION = "submit_application"  # submit the application or its correction
    WITHDRAW_APPLICATION = "withdraw_application"  # withdraw the request for mediation
    # respondent's side
    ANSWER_REQUEST = "answer_request"  # consent to mediation or refuse it
    # any party
    CHOOSE_MEDIATOR = "choose_mediator"  # name a mediator of the roster
    CHALLENGE_MEDIATOR = "challenge_mediator"  # apply for recusal
    ADD_EVIDENCE = "add_evidence"  # upload evidence to the case
    DECIDE_FOR_PARTY = "decide_for_party"  # declare a party's will in a joint matter
    APPOINT_AGENT = "appoint_agent"  # name somebody to act for one's side, or dismiss them
    END_PARTICIPATION = "end_participation"  # end mediation, or refuse to sign, for one's side
    SIGN_AGREEMENT = "sign_agreement"  # sign the agreement
    PERFORM_OBLIGATION = "perform_obligation"  # report or confirm performance, enforce, waive
    # registrar
    REGISTER_CASE = "register_case"  # open a case for a person at the counter
    CHECK_APPLICATION = "check_application"  # check data, ask for correction, forward
    ASK_RESPONDENT = "ask_respondent"  # serve the request on the respondent
    ACCEPT_CASE = "accept_case"  # file the case once everybody consents
    RECORD_LAPSE = "record_lapse"  # record that a term passed in silence
    FILE_CONFIRMATION = "file_confirmation"  # send the joint application to the court
    SEAL_AGREEMENT = "seal_agreement"  # put the body's seal to a signed agreement
    RECORD_PERFORMANCE = "record_performance"  # review proof, follow up, record a notarisation
    # case manager
    DECIDE_INTAKE = "decide_intake"  # turn down or transfer a request
    APPOINT_MEDIATOR = "appoint_mediator"  # appoint or replace the mediator
    DECIDE_RECUSAL = "decide_recusal"  # decide a challenge
    ENGAGE_EXPERT = "engage_expert"  # engage an expert with the parties' consent
    RESUME_MEDIATION = "resume_mediation"  # end a suspension
    HAND_OVER = "hand_over"  # hand a clue or a request to another authority
    OVERRIDE_PRECHECK = "override_precheck"  # let an application pass a warning, with reasons
    CLOSE_CASE = "close_case"  # close a finished case
    # mediator
    ACT_ON_APPOINTMENT = "act_on_appointment"  # disclose and accept, or decline
    MEDIATE = "mediate"  # sessions, notes, suspension, drafts
    END_MEDIATION = "end_mediation"  # terminate, with a reason of the list
    # court
    RECORD_COURT_RESULT = "record_court_result"  # enter the court's acceptance or ruling
    # archive
    ARCHIVE_CASE = "archive_case"  # take a closed file into the archive
    APPROVE_DESTRUCTION = "approve_destruction"  # approve that a file be destroyed
    DESTROY_FILE = "destroy_file"  # destroy it once two have approved
    # desks
    SUPERVISE = "supervise"  # read figures and the case lists behind them
    ADMINISTER = "administer"  # accounts, rosters and configuration; no case content
    # system
    RUN_AUTOMATION = "run_automation"  # what follows by itself from a verb or a term


W = Word
_PARTY = {
    W.VIEW_CASE, W.CHOOSE_MEDIATOR, W.CHALLENGE_MEDIATOR, W.ADD_EVIDENCE, W.DECIDE_FOR_PARTY,
    W.END_PARTICIPATION, W.SIGN_AGREEMENT, W.PERFORM_OBLIGATION, W.APPOINT_AGENT,
}  # fmt: skip
_COMPLAINANT = _PARTY | {W.EDIT_DRAFT, W.SUBMIT_APPLICATION, W.WITHDRAW_APPLICATION}
_RESPONDENT = _PARTY | {W.ANSWER_REQUEST}

ROLE_WORDS: dict[Role, frozenset[Word]] = {
    Role.COMPLAINANT: frozenset(_COMPLAINANT),
    Role.RESPONDENT: frozenset(_RESPONDENT),
    # A third party is heard, and bound only by its own signature; it ends nothing for others.
    Role.THIRD_PARTY: frozenset({
        W.VIEW_CASE, W.ADD_EVIDENCE, W.CHALLENGE_MEDIATOR, W.SIGN_AGREEMENT, W.PERFORM_OBLIGATION,
        W.APPOINT_AGENT,
    }),
    # An agent's words follow from the side and the powers: see `agent_words`.
    Role.AGENT: frozenset(),
    Role.MEDIATOR: frozenset({
        W.VIEW_CASE, W.VIEW_CAUCUS, W.ACT_ON_APPOINTMENT, W.MEDIATE, W.END_MEDIATION,
        W.CHALLENGE_MEDIATOR,
    }),
    Role.EXPERT: frozenset({W.VIEW_CASE}),
    Role.REGISTRAR: frozenset({
        W.VIEW_CASE, W.VIEW_INTERNAL, W.VIEW_ID_NUMBERS, W.REGISTER_CASE, W.EDIT_DRAFT,
        W.SUBMIT_APPLICATION, W.CHECK_APPLICATION, W.ASK_RESPONDENT, W.ACCEPT_CASE,
        W.RECORD_LAPSE, W.FILE_CONFIRMATION, W.SEAL_AGREEMENT, W.RECORD_PERFORMANCE,
        W.RECORD_COURT_RESULT, W.ADD_EVIDENCE,
    }),
    Role.CASE_MANAGER: frozenset({
        W.VIEW_CASE, W.VIEW_INTERNAL, W.VIEW_ID_NUMBERS, W.DECIDE_INTAKE, W.APPOINT_MEDIATOR,
        W.DECIDE_RECUSAL, W.ENGAGE_EXPERT, W.RESUME_MEDIATION, W.HAND_OVER, W.OVERRIDE_PRECHECK,
        W.CLOSE_CASE, W.END_MEDIATION, W.SEAL_AGREEMENT, W.RECORD_PERFORMANCE,
        W.APPROVE_DESTRUCTION, W.SUPERVISE,
    }),
    Role.COURT_CLERK: frozenset({W.VIEW_CONFIRMATION, W.RECORD_COURT_RESULT}),
    Role.SUPERVISOR: frozenset({W.SUPERVISE}),
    Role.ARCHIVIST: frozenset({
        W.VIEW_CASE, W.VIEW_INTERNAL, W.ARCHIVE_CASE, W.APPROVE_DESTRUCTION, W.DESTROY_FILE,
    }),
    Role.ADMINISTRATOR: frozenset({W.ADMINISTER}),
    Role.SYSTEM: frozenset({
        W.RUN_AUTOMATION, W.RECORD_LAPSE, W.END_MEDIATION, W.APPOINT_MEDIATOR,
    }),
}  # fmt: skip

#: What an agent may do with general authority only.
_GENERAL_AUTHORITY = {W.VIEW_CASE, W.EDIT_DRAFT, W.ADD_EVIDENCE, W.CHOOSE_MEDIATOR,
                      W.CHALLENGE_MEDIATOR, W.SUBMIT_APPLICATION}  # fmt: skip


def agent_words(side: Role, powers: frozenset[str]) -> frozenset[Word]:
    """Words of an agent of a party of `side` who holds `powers` (values of `Power`).

    Admitting, waiving and settling need special authority (特别授权; 民诉法 art. 62;
    CNIPA Order 81 arts 17-18): with `SETTLE` an agent may do what the party may, except
    withdraw, which needs `WAIVE`.
    """
    words = set(ROLE_WORDS[side]) - {Word.APPOINT_AGENT}  # nobody hands on another's authority
    if Power.SETTLE not in powers:
        words &= _GENERAL_AUTHORITY
    if Power.WAIVE not in powers:
        words.discard(W.WITHDRAW_APPLICATION)
    return frozenset(words)


@dataclass(frozen=True)
class Actor:
    """A person as the rules see them: who, with which words in this case, on whose behalf.

    `acts_for` maps a party's id to the words held on behalf of that party.
    """

    id: int | None
    name: str
    roles: frozenset[Role] = frozenset()
    words: frozenset[Word] = frozenset()
    acts_for: dict[int, frozenset[Word]] = field(default_factory=dict)

    def may(self, word: Word, party_id: int | None = None) -> bool:
        """Whether the actor holds `word`, for the given party where the act is a party's."""
        if word not in self.words:
            return False
        return party_id is None or word in self.acts_for.get(party_id, frozenset())


SYSTEM = Actor(id=None, name="系统", roles=frozenset({Role.SYSTEM}), words=ROLE_WORDS[Role.SYSTEM])


@dataclass(frozen=True)
class May:
    """The permission of a transition: one word, readable by the edge table and the docs."""

    word: Word

    def __call__(self, flow: Any, actor: Actor) -> bool:
        """Whether `actor` may run the verb; an act of a party needs the word for that party."""
        party = flow.data.get("party")
        return actor.may(self.word, getattr(party, "pk", None))


def may(word: Word) -> Callable[[Any, Actor], bool]:
    """The permission asked for by a transition."""
    return May(word)

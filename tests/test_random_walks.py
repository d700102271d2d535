"""Random verbs by random people against a plain reference model.

The model knows three things in its own words: which role may ask for which verb (`MAY`), which
states a verb leaves (the edge table), and the few facts that decide consent, signing and
recusal. Whatever the walk does, an illegal verb is refused and changes nothing, and the
invariants (a)-(g) of the domain rules hold after every step.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from documents.models import Document
from mediation import clock
from mediation.actions import FLOWS, ActionRefused, perform
from mediation.models import (
    Agreement,
    Case,
    Confirmation,
    Deadline,
    Event,
    Notice,
    Obligation,
    Recusal,
    Session,
    Signature,
)
from mediation.permissions import grant
from tests.stories import Story, moment
from tests.workflows.test_edges import _table
from workflows.flow import signature_of
from workflows.permissions import Role
from workflows.vocabulary import Track

#: Who may ask for what, written down independently of `workflows.permissions`.
PARTY = {
    "choose_mediator", "challenge_mediator", "agree_expert", "agree_extension",
    "end_participation", "refuse_signature", "apply_confirmation", "ask_remediation",
    "agreement.sign", "obligation.confirm", "obligation.waive", "recusal.waive",
}  # fmt: skip
MAY: dict[str, set[str]] = {
    "complainant": PARTY | {"submit", "withdraw", "supply_correction"},
    "respondent": PARTY | {"consent", "refuse"},
    "registrar": {
        "submit", "supply_correction", "pass_check", "fix_track", "search_conflicts",
        "ask_correction", "lapse", "ask_respondent", "accept", "record_silence",
        "agreement.seal", "confirmation.file", "confirmation.accept", "confirmation.grant",
        "confirmation.dismiss", "follow_up", "confirmation.lapse",
    },
    "manager": {
        "reject", "appoint_mediator", "release_mediator", "resume", "terminate", "hand_over",
        "agreement.seal", "recusal.uphold", "recusal.dismiss", "follow_up", "close",
        "record_lawsuit", "approve_destruction",
    },
    "mediator": {
        "accept_appointment", "decline_appointment", "challenge_mediator", "plan_session",
        "record_session", "write_note", "suspend", "terminate", "draft_agreement",
        "open_signing", "revise_agreement", "record_oral_agreement", "submit_to_court",
        "agreement.countersign",
    },
    "clerk": {"confirmation.accept", "confirmation.grant", "confirmation.dismiss"},
    "archivist": {"archive", "approve_destruction", "destroy"},
    "supervisor": set(),
}  # fmt: skip
VERBS = sorted(set().union(*MAY.values()))
MODELS = {
    "agreement": Agreement, "confirmation": Confirmation,
    "obligation": Obligation, "recusal": Recusal,
}  # fmt: skip
#: Verbs that end the case, pause it, or leave everything as it is.
DEAD_ENDS = {
    "hand_over", "withdraw", "reject", "refuse", "end_participation", "terminate", "write_note",
    "fix_track", "search_conflicts", "refuse_signature", "suspend", "release_mediator",
    "decline_appointment", "submit_to_court", "record_silence", "ask_correction", "follow_up",
}  # fmt: skip
SOURCES: dict[tuple[str, str], set[str]] = {}
for _machine, _verb, _source, *_rest in _table():
    SOURCES.setdefault((_machine, _verb), set()).add(_source)


def fingerprint() -> tuple[Any, ...]:
    """Everything a refused verb might have touched."""
    models = (Event, Notice, Document, Deadline, Session, Signature, Case.history.model)
    rows = [model.objects.count() for model in models]
    states = [tuple(m.objects.order_by("pk").values_list("pk", "state")) for m in MODELS.values()]
    return (*rows, *states, tuple(Case.objects.values_list("state", "version", "chain_head")))


class Walk(RuleBasedStateMachine):
    """One case, eight people, any verb at any time."""

    @initialize(
        track=st.sampled_from([Track.T1, Track.T2, Track.T4, Track.T5]),
        start=st.sampled_from(["draft", "triage", "consent_pending", "mediating",
                               "agreed_unsigned", "performing"]),
    )  # fmt: skip
    def begin(self, track: str, start: str) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.story = Story(track=track)
        self.consented: set[int] = set()
        if Story.PATH.index(start) > Story.PATH.index("consent_pending"):
            self.consented.add(-1)
        if start == "performing" and track == Track.T5:
            start = "agreed_unsigned"
        self.story.to(start)
        self.day = max(event.at.astimezone(clock.SHANGHAI).date() for event in Event.objects.all())

    def teardown(self) -> None:
        """Each walk starts from an empty database."""
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    # --- the model ------------------------------------------------------------------------

    def machine_of(self, verb: str) -> tuple[str, str]:
        machine, _dot, name = verb.rpartition(".")
        return machine or "case", name

    def subject(self, machine: str) -> Any:
        if machine == "case":
            return self.story.case
        return MODELS[machine].objects.filter(case=self.story.case).order_by("-id").first()

    def party_of(self, who: str) -> Any:
        return {"complainant": self.story.first, "respondent": self.story.second}.get(who)

    def arguments(self, machine: str, verb: str, who: str) -> dict[str, Any]:
        s = self.story
        text, party = "说明", self.party_of(who) or s.first
        agreement = Agreement.objects.filter(case=s.case).last()
        content_hash = agreement.content_hash if agreement else ""
        session = Session.objects.filter(case=s.case, recorded_at=None).last() or (
            Session.objects.filter(case=s.case).last()
        )
        clauses = [{
            "kind": "payment", "obligor": s.second, "payee": s.first, "text": "支付赔偿款。",
            "amount": Decimal("1000.00"), "due_on": self.day + timedelta(days=20),
        }]  # fmt: skip
        everything: dict[str, Any] = {
            "party": party, "text": text, "answer": text, "mediator": s.mediator,
            "items": [{"item": "证件", "requirement": "补交"}], "track": s.case.track,
            "cause": "侵权纠纷", "result": "未发现", "side": None, "session": session,
            "reason": {"suspend": "appraisal", "reject": "NOT_CIVIL"}.get(verb, "DEADLOCK"),
            "disclosure": text, "disclosure_signed": True, "ground": "interest",
            "kind": {"hand_over": "crime_clue"}.get(verb, "joint"), "starts_at": self.now(),
            "place": "一室", "attendance": [], "minutes": text, "undisputed": "",
            "until": self.day + timedelta(days=90), "expert": s.manager, "facts": text,
            "responsibility": text, "clauses": clauses, "confidentiality": "",
            "confirmation_intended": True, "performed_at_once": True, "on": self.day,
            "content_hash": content_hash, "name": text, "court": s.court,
            "competence_basis": text, "judge": "法官", "satisfied": True, "volume": "1",
            "pages": 9, "index_complete": True, "sealed_part_separate": True,
            "receiver": "公安机关", "basis": text, "scan": None,
            "number": "（2026）云01民特99901号",
        }  # fmt: skip
        wanted = signature_of(FLOWS[machine], verb)
        given = {name: everything[name] for name in wanted if name in everything}
        if verb == "challenge_mediator" and who == "mediator":
            given["party"] = None
        return given

    def now(self) -> datetime:
        return moment(self.day.isoformat())

    # --- steps ----------------------------------------------------------------------------

    @rule(
        verb=st.sampled_from(VERBS),
        who=st.sampled_from(sorted(MAY)),
    )
    def anybody_tries_anything(self, verb: str, who: str) -> None:
        self.attempt(verb, who)

    @rule(pick=st.integers(min_value=0, max_value=10_000))
    def somebody_does_what_the_state_allows(self, pick: int) -> None:
        """Most random verbs are refused; this rule keeps the case moving, nine times in ten
        without ending it or repeating what leads nowhere."""
        possible = []
        for who, verbs in sorted(MAY.items()):
            for verb in sorted(verbs):
                machine, name = self.machine_of(verb)
                subject = self.subject(machine)
                if pick % 10 and name in DEAD_ENDS:
                    continue
                if subject is not None and str(subject.state) in SOURCES[machine, name]:
                    possible.append((verb, who))
        if possible:
            self.attempt(*possible[pick % len(possible)])

    @rule(days=st.integers(min_value=1, max_value=12))
    def days_pass(self, days: int) -> None:
        self.day += timedelta(days=days)
        Notice.objects.filter(status="pending").update(status="sent")
        Document.objects.update(status="issued", sha256="0" * 64)

    def attempt(self, verb: str, who: str) -> None:
        machine, name = self.machine_of(verb)
        subject = self.subject(machine)
        if subject is None:
            return
        if self.story.second.person_id is None and self.story.case.state == "consent_pending":
            self.story.second.person = self.story.respondent
            self.story.second.save()
            grant(self.story.respondent, Role.RESPONDENT, self.story.case)
        before, source = fingerprint(), str(subject.state)
        person = getattr(self.story, who)
        data = self.arguments(machine, name, who)
        if name == "record_session" and data.get("session") is None:
            return
        try:
            with clock.played(self.now()):
                perform(subject, name, by=person, **data)
        except (PermissionDenied, ActionRefused):
            assert fingerprint() == before, f"{who} was refused {verb}, yet something changed"
        else:
            if verb == "accept":
                assert self.consented, "accepted before the respondent consented"
            assert verb in MAY[who], f"{who} may not {verb}"
            assert source in SOURCES[machine, name], f"{verb} left {source}"
            self.remember(name, who)
        self.story.case.refresh_from_db()

    def remember(self, verb: str, who: str) -> None:
        if verb == "consent":
            self.consented.add(self.party_of(who).pk)

    # --- invariants -----------------------------------------------------------------------

    @invariant()
    def a_no_effect_without_every_signature(self) -> None:
        for agreement in Agreement.objects.filter(state="effective", oral=False):
            signed = set(
                agreement.signatures.filter(content_hash=agreement.content_hash).values_list(
                    "party_id", flat=True
                )
            )
            assert {self.story.first.pk, self.story.second.pk, None} <= signed
            assert agreement.sealed_at or self.story.case.track == Track.T4

    @invariant()
    def b_no_session_while_a_challenge_is_open(self) -> None:
        open_since: int | None = None
        for event in Event.objects.order_by("seq"):
            if event.verb == "challenge_mediator":
                open_since = event.seq
            elif event.machine == "recusal" and event.verb != "waive":
                open_since = None
            assert not (open_since and event.verb in ("plan_session", "record_session"))

    @invariant()
    def c_no_confirmation_after_the_window_or_for_an_entrusted_case(self) -> None:
        for event in Event.objects.filter(machine="confirmation", verb="file"):
            assert self.story.case.track != Track.T5
            effective = Event.objects.filter(verb="take_effect", seq__lt=event.seq).last()
            effective = effective or Event.objects.get(verb="record_oral_agreement")
            assert (event.at - effective.at).days <= 30 + 9  # the longest holiday in between

    @invariant()
    def d_people_s_mediation_is_free(self) -> None:
        assert not Case.objects.exclude(fee=0).exists()

    @invariant()
    def e_an_effective_text_never_changes(self) -> None:
        for agreement in Agreement.objects.filter(state__in=["effective", "superseded"]):
            assert agreement.hash_of_content() == agreement.content_hash

    @invariant()
    def f_every_step_is_a_link_of_the_chain(self) -> None:
        previous = "0" * 64
        count = 0
        for count, event in enumerate(Event.objects.order_by("seq"), start=1):
            assert event.seq == count
            assert event.previous_hash == previous
            assert event.compute_hash() == event.hash
            previous = event.hash
        for case in Case.objects.all():
            assert (case.event_count, case.chain_head) == (count, previous)
            assert Event.objects.order_by("seq").last().target or True

    @invariant()
    def g_a_closed_case_reopens_only_by_renewed_mediation(self) -> None:
        closed = False
        for event in Event.objects.filter(machine="case").order_by("seq"):
            if closed and event.target not in ("closed", "archived", "destroyed"):
                assert event.verb == "remediate"
            closed = event.target in ("closed", "archived", "destroyed")


def _walk(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            phases=[Phase.generate],  # shrinking a walk takes minutes and is seldom clearer
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_random_walks_never_break_a_rule(db: None) -> None:
    _walk(examples=8, steps=30)


@pytest.mark.slow
def test_long_random_walks_never_break_a_rule(db: None) -> None:
    _walk(examples=60, steps=60)

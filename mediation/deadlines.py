"""Terms of a case: started and ended by verbs, paused, resumed, extended."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from mediation import rules
from mediation.clock import SHANGHAI
from mediation.models import Case, Deadline
from workflows.deadlines import Due, NoRule, Rule, Toll, due, extension_days, rule_for
from workflows.vocabulary import Track

OPEN = Deadline.Status.OPEN
PERIOD_RULES = ("M_PERIOD_T1", "M_PERIOD_T4", "M_PERIOD_T5", "P_OWNERSHIP")
#: Terms of disputes over ownership only (CNIPA Order 81 art. 70).
OWNERSHIP_RULES = ("P_OWNERSHIP", "P_RESTORE", "P_COPY")


def start(
    case: Case, rule_ids: Iterable[str], at: datetime, *, machine: str, subject_id: int
) -> None:
    """Start the terms that exist for the case's track; one row each, all in one statement."""
    rows = []
    for rule_id in rule_ids:
        rule = _rule(case, rule_id, at)
        if rule is None or not _applies(case, rule_id):
            continue
        row = Deadline(
            case=case, machine=machine, subject_id=subject_id, rule_id=rule_id, started_at=at,
            on_expiry=rule.on_expiry, basis=rule.basis,
        )  # fmt: skip
        _set_end(row, due(rule, at, rules.calendar()))
        rows.append(row)
    if rows:
        Deadline.objects.bulk_create(rows)


def start_on(case: Case, rule_id: str, day: date, *, machine: str, subject_id: int) -> None:
    """Start a term on a day in China that a paper names."""
    at = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    start(case, [rule_id], at, machine=machine, subject_id=subject_id)


def end(case: Case, rule_ids: Iterable[str], status: Deadline.Status) -> None:
    """The awaited act was done (or is no longer awaited): the terms stop running."""
    Deadline.objects.filter(case=case, status=OPEN, rule_id__in=list(rule_ids)).update(
        status=status
    )


def end_all(case: Case, keep: Iterable[str] = ()) -> None:
    """Nothing is awaited any more."""
    Deadline.objects.filter(case=case, status=OPEN).exclude(rule_id__in=list(keep)).update(
        status=Deadline.Status.CANCELLED
    )


def pause(case: Case, at: datetime, reason: str) -> None:
    """Stop the terms that this reason stops."""
    for row in Deadline.objects.filter(case=case, status=OPEN, paused_at=None):
        rule = _rule(case, row.rule_id, row.started_at)
        if rule is not None and reason in rule.toll_reasons:
            row.paused_at, row.pause_reason = at, reason
            row.save()


def resume(case: Case, at: datetime, reason: str = "") -> None:
    """Let paused terms run again; each moves by the real length of its pause."""
    paused = Deadline.objects.filter(case=case, status=OPEN, paused_at__isnull=False)
    for row in paused.filter(pause_reason=reason) if reason else paused:
        row.tolls = [
            *row.tolls,
            [row.paused_at.isoformat(), at.isoformat(), row.pause_reason],  # type: ignore[union-attr]
        ]
        row.paused_at, row.pause_reason = None, ""
        _recompute(case, row)


def extend(case: Case, until: date) -> None:
    """Let the mediation period end on `until`, which all parties have agreed."""
    for row in Deadline.objects.filter(case=case, status=OPEN, rule_id__in=PERIOD_RULES):
        row.extra_days += (until - row.nominal).days
        _recompute(case, row)


def latest_extension(case: Case) -> date | None:
    """The last day to which the mediation period may be extended; None without a limit."""
    limits = []
    for row in Deadline.objects.filter(case=case, status=OPEN, rule_id__in=PERIOD_RULES):
        rule = _rule(case, row.rule_id, row.started_at)
        days = extension_days(rule, row.started_at) if rule is not None else 0
        if days is not None:
            limits.append(row.nominal + timedelta(days=days - row.extra_days))
    return min(limits, default=None)


def _recompute(case: Case, row: Deadline) -> None:
    rule = _rule(case, row.rule_id, row.started_at)
    if rule is None:
        raise NoRule(f"The rule {row.rule_id}, under which this term runs, is gone.")
    tolls = [
        Toll(datetime.fromisoformat(a), datetime.fromisoformat(b), reason)
        for a, b, reason in row.tolls
    ]
    _set_end(row, due(rule, row.started_at, rules.calendar(), tolls, row.extra_days))
    row.save()


def _rule(case: Case, rule_id: str, at: datetime) -> Rule | None:
    day = at.astimezone(SHANGHAI).date()
    try:
        return rule_for(rules.deadline_rules(), rule_id, case.track, day)
    except NoRule:
        return None


def _applies(case: Case, rule_id: str) -> bool:
    """Administrative mediation over the ownership of a patent has a period of its own."""
    if rule_id in OWNERSHIP_RULES:
        return case.concerns_ownership
    own_period = case.track == Track.T2 and case.concerns_ownership
    return not (own_period and rule_id == "M_PERIOD_T1")


def _set_end(row: Deadline, result: Due) -> None:
    row.nominal, row.effective, row.provisional = (
        result.nominal, result.effective, result.provisional,
    )  # fmt: skip
    row.ends_at = None if result.provisional else result.at
    row.trace = [{"code": step.code, "params": dict(step.params)} for step in result.trace]

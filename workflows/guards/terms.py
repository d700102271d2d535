"""Whether a term of the case has passed."""

from workflows.flow import Flow

#: Terms of the mediation itself, of which a track knows one.
PERIOD_RULES = ("M_PERIOD_T1", "M_PERIOD_T4", "M_PERIOD_T5", "P_OWNERSHIP")


def term_over(flow: Flow, *rules: str) -> bool:
    """Whether one of the open deadlines has certainly passed (a provisional date never has)."""
    pending = flow.facts.pending_deadline
    ends = [pending[rule] for rule in rules if rule in pending]
    return any(end is not None and flow.now > end for end in ends)


def term_running(flow: Flow, rule: str) -> bool:
    """Whether the deadline is absent, provisional, or not yet passed."""
    return not term_over(flow, rule)

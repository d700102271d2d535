"""The case machine: one method per verb; read the three parts in the order of a case."""

from workflows.case.intake import Intake
from workflows.case.mediation import Mediation
from workflows.case.performance import Performance
from workflows.case.state import case_state
from workflows.flow import Flow


class CaseFlow(Intake, Mediation, Performance, Flow):
    """The whole life of a complaint (案件流程), after domain rules 5, rows 1-38 and 40."""

    machine = "case"
    state = case_state


__all__ = ["CaseFlow"]

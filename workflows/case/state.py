"""The state slot of the case machine, shared by the three parts of its rule book."""

from typing import Any

from viewflow.fsm import State

from workflows.states import CaseState

case_state = State(CaseState, default=CaseState.DRAFT)


@case_state.getter()
def _get(flow: Any) -> str:
    return str(flow.case.state)


@case_state.setter()
def _set(flow: Any, value: CaseState) -> None:
    flow.case.state = value

"""How every verb is spoken of: on the button, beside it, and in the history."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from workflows.wording.entry import Wording
from workflows.wording.intake import INTAKE
from workflows.wording.machines import AGREEMENT, CONFIRMATION, OBLIGATION, RECUSAL
from workflows.wording.mediation import MEDIATION
from workflows.wording.performance import PERFORMANCE

__all__ = ["WORDING", "Wording", "told"]

#: Spoken of in the history only: opening a case is not a verb.
OPENED = Wording(_("Begin an application"), "", _("%(actor)s began the application."))

WORDING: dict[tuple[str, str], Wording] = {
    (machine, verb): wording
    for machine, verbs in {
        "case": {"open": OPENED, **INTAKE, **MEDIATION, **PERFORMANCE},
        "agreement": AGREEMENT,
        "confirmation": CONFIRMATION,
        "obligation": OBLIGATION,
        "recusal": RECUSAL,
    }.items()
    for verb, wording in verbs.items()
}


class _Params(dict[str, Any]):
    """Parameters of a sentence; what is not known is a dash, so that no sentence fails."""

    def __missing__(self, key: str) -> str:
        return "—"


def told(machine: str, verb: str, params: Mapping[str, Any]) -> str:
    """The sentence of the history for one event."""
    return str(WORDING[machine, verb].done % _Params(params))

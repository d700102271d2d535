"""Which court may confirm the agreement of a stored case (司法确认管辖)."""

from mediation import clock, rules
from mediation.models import Case
from workflows.courts import CourtAnswer, competent_courts


def competent_for(case: Case) -> CourtAnswer:
    """The answer of the dated table for this case today.

    The places are the seat of the body and the place of the dispute; domiciles of the parties
    stand in their addresses only, so an unverified answer is for a person to complete.
    """
    places = [case.place_code, case.organisation.region_code]
    return competent_courts(
        rules.courts(),
        ip_type=case.ip_type,
        track=case.track,
        inviting_court=case.inviting_court.court_code if case.inviting_court else None,
        place_codes=[place for place in places if place],
        on_date=clock.today(),
    )

"""Which court may confirm an agreement (司法确认管辖, 民事诉讼法 art. 205), or "unverified".

Competence over intellectual property is a dated, editable table. Where the table was never
verified the answer says so: a candidate is named for a person to check, nothing is guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from workflows.vocabulary import CourtLevel, IpType, Track

INVITING_COURT_BASIS = "《民事诉讼法》第二百零五条第一项"


class Reason(StrEnum):
    """Why an answer may not be used as it stands; '' when it may."""

    NONE = ""
    UNVERIFIED = "unverified"  # no verified row covers the places
    NO_INVITING_COURT = "no_inviting_court"  # a court's referral without the court's code
    TRACK_EXCLUDED = "track_excluded"  # a court's own mediation judgment takes its place


@dataclass(frozen=True)
class Court:
    """A court by its case-number code (法院代字)."""

    code: str
    name: str
    level: CourtLevel
    source: str
    confidence: str


@dataclass(frozen=True)
class Competence:
    """One dated row: disputes of these types in this region go to these courts.

    :param region: leading digits of the place code (GB/T 2260), '' for the whole country.
    :param verified: the row was read from the source itself and covers the region for sure.
    """

    ip_types: frozenset[IpType]
    region: str
    courts: tuple[str, ...]
    verified: bool
    basis: str
    effective_from: date
    effective_to: date | None
    confidence: str


@dataclass(frozen=True)
class CourtTable:
    """All courts known by code, and the competence rows."""

    courts: Mapping[str, Court]
    competence: tuple[Competence, ...]


@dataclass(frozen=True)
class CourtAnswer:
    """Which courts are competent. Only a `verified` answer may be used without a person's check.

    :param courts: the competent courts, among which the parties choose; candidates only while
        not `verified`.
    :param reason: '' for a verified answer, otherwise a code of `Reason`.
    """

    courts: tuple[Court, ...]
    basis: str
    verified: bool
    reason: str


def competent_courts(
    table: CourtTable,
    *,
    ip_type: str,
    track: str,
    inviting_court: str | None,
    place_codes: Sequence[str],
    on_date: date,
) -> CourtAnswer:
    """The courts to which the parties may apply for confirmation.

    :param inviting_court: code of the court that referred the case, for track T4.
    :param place_codes: place codes (GB/T 2260) of the parties' domiciles, of the subject matter
        and of the body's seat; each of them founds competence.
    :param on_date: the day of the application.
    :raises ValueError: the type of right or the track is unknown.
    """
    if Track(track) is Track.T4:
        return _inviting(table, inviting_court)
    if Track(track) is Track.T5:
        return CourtAnswer((), "", False, Reason.TRACK_EXCLUDED)
    rows = [
        row
        for place in place_codes
        if (row := _row(table.competence, IpType(ip_type), place, on_date)) is not None
    ]
    verified = any(row.verified for row in rows)
    used = [row for row in rows if row.verified is verified]
    courts = dict.fromkeys(code for row in used for code in row.courts)
    bases = dict.fromkeys(row.basis for row in used)
    return CourtAnswer(
        tuple(table.courts[code] for code in courts),
        "；".join(bases),
        verified,
        Reason.NONE if verified else Reason.UNVERIFIED,
    )


def court_table_from(data: Mapping[str, Any]) -> CourtTable:
    """Build the table from the parsed `courts.json`.

    :raises KeyError, ValueError: a row is incomplete, names an unknown type or level, names a
        court that is not listed, or is verified without naming a court.
    """
    courts = {
        row["code"]: Court(**{**row, "level": CourtLevel(row["level"])}) for row in data["courts"]
    }
    competence = tuple(_competence_from(row) for row in data["competence"])
    for row in competence:
        unknown = [code for code in row.courts if code not in courts]
        if unknown:
            raise ValueError(f"Competence names courts that are not listed: {', '.join(unknown)}.")
        if row.verified and not row.courts:
            raise ValueError(f"A verified row must name a court: {row.basis}.")
    return CourtTable(courts, competence)


def _competence_from(row: Mapping[str, Any]) -> Competence:
    ends = row["effective_to"]
    return Competence(
        ip_types=frozenset(IpType(name) for name in row["ip_types"]),
        region=row["region"],
        courts=tuple(row["courts"]),
        verified=row["verified"],
        basis=row["basis"],
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=date.fromisoformat(ends) if ends else None,
        confidence=row["confidence"],
    )


def _inviting(table: CourtTable, code: str | None) -> CourtAnswer:
    """The court that referred the case confirms it, whatever the subject."""
    if not code:
        return CourtAnswer((), INVITING_COURT_BASIS, False, Reason.NO_INVITING_COURT)
    if code not in table.courts:
        return CourtAnswer((), INVITING_COURT_BASIS, False, Reason.UNVERIFIED)
    return CourtAnswer((table.courts[code],), INVITING_COURT_BASIS, True, Reason.NONE)


def _row(
    rows: Iterable[Competence], ip_type: IpType, place: str, on_date: date
) -> Competence | None:
    """The row in force for this place; the narrowest region wins, then the latest version."""
    found = [
        row
        for row in rows
        if ip_type in row.ip_types
        and place.startswith(row.region)
        and row.effective_from <= on_date
        and (row.effective_to is None or on_date <= row.effective_to)
    ]
    return max(found, key=lambda row: (len(row.region), row.effective_from), default=None)

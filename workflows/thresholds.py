"""Criminal-transfer alerts (涉嫌犯罪移送提示): figures that a person must look at.

The thresholds are dated data read from the judicial interpretation. An alert is never a
finding of crime and never reports anything by itself; mediation of the civil damages may go
on, but no clause may buy off a report.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Measure(StrEnum):
    """What a threshold is put on; money is in yuan, everything else is a count."""

    ILLEGAL_INCOME = "illegal_income"  # 违法所得数额
    TURNOVER = "turnover"  # 非法经营数额, 销售金额
    WITH_UNSOLD = "with_unsold"  # 销售金额与尚未销售的货值金额合计
    LOSS = "loss"  # 损失数额
    COPIES = "copies"  # 复制品数量
    WORKS_ONLINE = "works_online"  # 传播作品数量
    DOWNLOADS = "downloads"  # 下载数量
    CLICKS = "clicks"  # 点击数量
    MEMBERS = "members"  # 会员数量


MEASURE_LABELS = {
    Measure.ILLEGAL_INCOME: gettext_lazy("Illegal income"),
    Measure.TURNOVER: gettext_lazy("Turnover or sales"),
    Measure.WITH_UNSOLD: gettext_lazy("Sales and value of unsold goods"),
    Measure.LOSS: gettext_lazy("Loss"),
    Measure.COPIES: gettext_lazy("Copies"),
    Measure.WORKS_ONLINE: gettext_lazy("Works spread online"),
    Measure.DOWNLOADS: gettext_lazy("Downloads"),
    Measure.CLICKS: gettext_lazy("Clicks"),
    Measure.MEMBERS: gettext_lazy("Registered members"),
}


class Ground(StrEnum):
    """Under which head a threshold applies."""

    ORDINARY = "ordinary"
    TWO_MARKS = "two_marks"  # 假冒两种以上注册商标
    REPEAT = "repeat"  # 二年内曾受处罚又再次实施
    TWO_AT_HALF = "two_at_half"  # 分别达到其中两项以上标准一半以上


_GROUND_LABELS = {
    Ground.ORDINARY: gettext_lazy("ordinary threshold"),
    Ground.TWO_MARKS: gettext_lazy("two or more registered marks"),
    Ground.REPEAT: gettext_lazy("punished for the same within two years"),
    Ground.TWO_AT_HALF: gettext_lazy("half of two or more thresholds"),
}


class Tier(StrEnum):
    """How grave the figure is."""

    ORDINARY = "ordinary"  # 情节严重
    GRAVER = "graver"  # 情节特别严重


class NoThresholds(LookupError):
    """No thresholds are recorded for this day or this act."""


@dataclass(frozen=True)
class Figures:
    """What is known of the act; None means unknown and raises no alert.

    :param unsold: value of goods not yet sold, in yuan (尚未销售的货值金额).
    :param marks: how many registered marks were counterfeited.
    :param repeat: punished for such an act within the last two years.
    """

    illegal_income: Decimal | None = None
    turnover: Decimal | None = None
    unsold: Decimal | None = None
    loss: Decimal | None = None
    copies: int | None = None
    works_online: int | None = None
    downloads: int | None = None
    clicks: int | None = None
    members: int | None = None
    marks: int = 1
    repeat: bool = False

    def value(self, measure: Measure) -> Decimal | None:
        """The figure for a measure, None when it is unknown."""
        if measure is Measure.WITH_UNSOLD:
            if self.unsold is None:
                return None
            return self.unsold + (self.turnover or 0)
        value = getattr(self, measure.value)
        return None if value is None else Decimal(value)


@dataclass(frozen=True)
class Act:
    """The thresholds of one act.

    :param limits: for each head, the smallest figure that raises an alert.
    :param half_rule: two figures at half of their thresholds raise an alert together.
    """

    code: str
    article: str
    limits: Mapping[Ground, Mapping[Measure, Decimal]]
    half_rule: bool


@dataclass(frozen=True)
class Thresholds:
    """One dated version of all thresholds.

    :param graver_multiple: how many times a threshold makes the graver tier.
    """

    acts: Mapping[str, Act]
    graver_multiple: int
    source: str
    effective_from: date
    effective_to: date | None
    confidence: str


@dataclass(frozen=True)
class Alert:
    """A figure that reaches a threshold. For a person to review; it decides nothing."""

    act: str
    measure: Measure
    figure: Decimal
    threshold: Decimal
    ground: Ground
    tier: Tier
    basis: str

    @property
    def message(self) -> str:
        """The alert as a sentence in the reader's language."""
        params = {
            "measure": str(MEASURE_LABELS[self.measure]),
            "figure": f"{self.figure:,}",
            "threshold": f"{self.threshold:,}",
            "ground": str(_GROUND_LABELS[self.ground]),
            "basis": self.basis,
        }
        if self.tier is Tier.GRAVER:
            text = _(
                "%(measure)s %(figure)s reaches the graver tier of %(threshold)s "
                "(%(ground)s; %(basis)s). For human review only: it is no finding of crime, "
                "and nothing is reported automatically."
            )
        else:
            text = _(
                "%(measure)s %(figure)s reaches %(threshold)s (%(ground)s; %(basis)s). "
                "For human review only: it is no finding of crime, "
                "and nothing is reported automatically."
            )
        return text % params


def criminal_alerts(
    act: str, figures: Figures, on_date: date, thresholds: Iterable[Thresholds]
) -> list[Alert]:
    """Which figures a person must review for a possible transfer to the police.

    :param act: code of the act, as the data names it.
    :param on_date: the day whose law applies.
    :raises NoThresholds: no version is in force on that day, or it does not know the act.
    """
    version = _in_force(thresholds, on_date)
    if act not in version.acts:
        raise NoThresholds(f"The thresholds of {version.source} do not name the act {act}.")
    rules = version.acts[act]
    basis = f"{version.source}{rules.article}"
    limits = _lowest(rules, figures)
    alerts = []
    for measure, (threshold, ground) in limits.items():
        figure = figures.value(measure)
        if figure is None or figure < threshold:
            continue
        graver = threshold * version.graver_multiple
        reached, tier = (graver, Tier.GRAVER) if figure >= graver else (threshold, Tier.ORDINARY)
        alerts.append(Alert(act, measure, figure, reached, ground, tier, basis))
    if rules.half_rule and not alerts:
        alerts = list(_half_alerts(act, figures, limits, basis))
    return alerts


def thresholds_from(rows: Iterable[Mapping[str, Any]]) -> tuple[Thresholds, ...]:
    """Build the versions from the parsed `criminal_thresholds.json`.

    :raises KeyError, ValueError: a row is incomplete or names an unknown head or measure.
    """
    return tuple(_thresholds_from(row) for row in rows)


def _thresholds_from(row: Mapping[str, Any]) -> Thresholds:
    ends = row["effective_to"]
    return Thresholds(
        acts={code: _act_from(code, act) for code, act in row["acts"].items()},
        graver_multiple=row["graver_multiple"],
        source=row["source"],
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_to=date.fromisoformat(ends) if ends else None,
        confidence=row["confidence"],
    )


def _act_from(code: str, act: Mapping[str, Any]) -> Act:
    limits = {
        Ground(ground): {Measure(name): Decimal(value) for name, value in measures.items()}
        for ground, measures in act["limits"].items()
    }
    return Act(code, act["article"], limits, act["half_rule"])


def _in_force(thresholds: Iterable[Thresholds], on_date: date) -> Thresholds:
    found = [
        version
        for version in thresholds
        if version.effective_from <= on_date
        and (version.effective_to is None or on_date <= version.effective_to)
    ]
    if not found:
        raise NoThresholds(f"No criminal thresholds are recorded for {on_date}.")
    return max(found, key=lambda version: version.effective_from)


def _lowest(rules: Act, figures: Figures) -> dict[Measure, tuple[Decimal, Ground]]:
    """For each measure the lowest threshold that applies to these figures, and its head."""
    grounds = [Ground.ORDINARY]
    if figures.marks > 1:
        grounds.append(Ground.TWO_MARKS)
    if figures.repeat:
        grounds.append(Ground.REPEAT)
    lowest: dict[Measure, tuple[Decimal, Ground]] = {}
    for ground in grounds:
        for measure, threshold in rules.limits.get(ground, {}).items():
            if measure not in lowest or threshold < lowest[measure][0]:
                lowest[measure] = (threshold, ground)
    return lowest


def _half_alerts(
    act: str,
    figures: Figures,
    limits: Mapping[Measure, tuple[Decimal, Ground]],
    basis: str,
) -> Iterator[Alert]:
    """Alerts for figures at half of their thresholds, if at least two of them are."""
    half: Sequence[tuple[Measure, Decimal, Decimal]] = [
        (measure, figure, threshold / 2)
        for measure, (threshold, _ground) in limits.items()
        if (figure := figures.value(measure)) is not None and figure * 2 >= threshold
    ]
    if len(half) > 1:
        for measure, figure, threshold in half:
            yield Alert(act, measure, figure, threshold, Ground.TWO_AT_HALF, Tier.ORDINARY, basis)

"""What is wrong with a scenario, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a scenario file.

    :param place: JSON pointer (RFC 6901) to it, e.g. ``/cases/0/steps/3/with/amount``.
    :param message: what is wrong and what to do.
    """

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place or '/'}: {self.message}"


class BadScenario(ValueError):
    """The scenario cannot be played; carries every problem."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def pointer(base: str, *steps: object) -> str:
    """The JSON pointer `base` with further steps."""
    return base + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)

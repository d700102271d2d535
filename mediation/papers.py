"""Papers ordered by verbs."""

from mediation.act import Act


def order(act: Act, kind: str) -> None:
    """Order a paper."""

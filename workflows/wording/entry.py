"""What is said of one verb."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Wording:
    """The three ways in which a verb is spoken of.

    `label` is imperative, for the button; `help` says what the verb does and what happens then;
    `done` is the sentence of the history, with ``%(actor)s`` and parameters the event kept.
    """

    label: str | Promise
    help: str | Promise
    done: str | Promise

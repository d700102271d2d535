"""Cases written down as files, checked, and played through the one door.

A scenario says who the people are, how a case is opened and what everybody does on which day;
playing it runs the real rules on the real database with the clock set to those days. The
format is explained in `docs/scenarios.md`.
"""

"""Many cases, copied from one."""

from mediation.models import (
    Case,
    CaseUserObjectPermission,
    Deadline,
    Declaration,
    Party,
)

FIRST_ID = 5_000_000


def copies_of(original: Case, count: int) -> list[Case]:
    """`count` copies of a case with its parties, declarations, terms and grants."""
    cases = []
    for number in range(FIRST_ID, FIRST_ID + count):
        case = Case.objects.get(pk=original.pk)
        case.pk, case.number, case.number_seq = number, f"bench-{number}", number
        case.reference = f"bench{number}"
        cases.append(case)
    Case.objects.bulk_create(cases)
    for case in cases:
        _copy_rows(original, case)
    return cases


def _copy_rows(original: Case, case: Case) -> None:
    copied = {}
    for party in Party.objects.filter(case=original):
        copied[party.pk] = party
        party.pk, party.case = None, case
    Party.objects.bulk_create(copied.values())
    for model in (Declaration, Deadline, CaseUserObjectPermission):
        owner = "content_object" if model is CaseUserObjectPermission else "case"
        rows = list(model.objects.filter(**{owner: original}))
        for row in rows:
            row.pk = None
            setattr(row, owner, case)
            if isinstance(row, Declaration):
                row.party = copied[row.party_id]
        model.objects.bulk_create(rows)

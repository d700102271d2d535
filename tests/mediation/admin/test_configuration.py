"""The configuration: registry data only, offices with their grants, no case."""

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import translation

from mediation.models import (
    MediatorProfile,
    Membership,
    Notice,
    Organisation,
    OrganisationUserObjectPermission,
    Person,
)
from mediation.permissions import actor_for, appoint_to_office, organisations_of, visible_cases
from tests.stories import Story
from workflows.permissions import Role

REGISTERED = {Organisation, Person, Membership, MediatorProfile}


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def root(story: Story) -> Person:
    """The administrator of the installation."""
    return Person.objects.create_superuser("root@example.org", "pass", name="管理员")


def browser(person: Person) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


def officer(story: Story) -> Person:
    """An administrator of the body only."""
    person = story.officer("admin", "本会管理员", Role.ADMINISTRATOR, story.body)
    person.is_staff = True
    person.save()
    return person


def give(client: Client, email: str, organisation: Organisation, role: Role) -> Any:
    return client.post(
        reverse("admin:mediation_membership_add"),
        {"email": email, "organisation": organisation.pk, "role": role.value},
    )


def test_nothing_but_registry_data_is_registered() -> None:
    assert set(admin.site._registry) == REGISTERED


def test_every_page_of_the_configuration_opens_in_both_languages(
    story: Story, root: Person
) -> None:
    story.to("mediating")
    client = browser(root)
    for model in REGISTERED:
        name = f"admin:mediation_{model._meta.model_name}"
        pk = model.objects.order_by("pk").values_list("pk", flat=True)[0]
        for language in ("en", "zh-hans"):
            with translation.override(language):
                for page in (
                    reverse(f"{name}_changelist"), reverse(f"{name}_add"),
                    reverse(f"{name}_change", args=[pk]), reverse(f"{name}_history", args=[pk]),
                    reverse("admin:index"),
                ):  # fmt: skip
                    answer = client.get(page, headers={"accept-language": language})
                    assert answer.status_code == 200, page
                    for secret in (story.case.title, story.case.reference, "翠湖"):
                        assert secret not in answer.content.decode(), page


def test_the_installations_administrator_reads_no_case(story: Story, root: Person) -> None:
    story.to("mediating")
    assert not visible_cases(root).exists()
    assert actor_for(root, story.case).words == frozenset()


@pytest.mark.parametrize(
    "who", ["complainant", "registrar", "manager", "mediator", "clerk", "supervisor"]
)
def test_nobody_else_enters(story: Story, who: str) -> None:
    person = getattr(story, who)
    assert browser(person).get(reverse("admin:index")).status_code == 302
    person.is_staff = True
    person.save()
    for model in REGISTERED:
        page = reverse(f"admin:mediation_{model._meta.model_name}_changelist")
        assert browser(person).get(page).status_code == 403, page


def test_an_office_brings_its_grant_and_its_end_takes_it(story: Story, root: Person) -> None:
    client = browser(root)
    answer = give(client, "Mediator@example.org", story.body, Role.REGISTRAR)
    assert answer.status_code == 302
    membership = Membership.objects.get(person=story.mediator)
    assert organisations_of(story.mediator, Role.REGISTRAR).get() == story.body
    client.post(
        reverse("admin:mediation_membership_changelist"),
        {"action": "end_now", "_selected_action": [membership.pk]},
    )
    membership.refresh_from_db()
    assert membership.until is not None
    assert not organisations_of(story.mediator, Role.REGISTRAR).exists()


def test_a_held_office_is_not_edited_nor_deleted(story: Story, root: Person) -> None:
    membership = story.registrar.memberships.get()
    client = browser(root)
    change = reverse("admin:mediation_membership_change", args=[membership.pk])
    assert client.post(change, {"role": "case_manager"}).status_code == 403
    delete = reverse("admin:mediation_membership_delete", args=[membership.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    version = membership.history.get().history_id
    old = reverse("admin:mediation_membership_simple_history", args=[membership.pk, version])
    assert client.get(old).status_code == 200
    assert client.post(old, {"role": "case_manager"}).status_code == 403


def test_wrong_offices_are_refused(story: Story, root: Person) -> None:
    client = browser(root)
    for email, organisation, role in (
        ("nobody@example.org", story.body, Role.REGISTRAR),
        ("mediator@example.org", story.body, Role.COURT_CLERK),
        ("mediator@example.org", story.court, Role.REGISTRAR),
        ("registrar@example.org", story.body, Role.REGISTRAR),
        ("root@example.org", story.body, Role.REGISTRAR),
    ):
        before = OrganisationUserObjectPermission.objects.count()
        answer = give(client, email, organisation, role)
        assert answer.status_code == 200, (email, role)
        assert answer.context["errors"], (email, role)
        assert OrganisationUserObjectPermission.objects.count() == before


def test_an_officer_administers_the_own_organisation_only(story: Story) -> None:
    person = officer(story)
    client = browser(person)
    other = Organisation.objects.create(name="另一委员会", nature="peoples_committee")
    stranger = story.officer("stranger", "外人", Role.REGISTRAR, other)
    assert give(client, "mediator@example.org", story.body, Role.REGISTRAR).status_code == 302
    assert give(client, "mediator@example.org", other, Role.REGISTRAR).status_code == 200
    assert give(client, "admin@example.org", story.body, Role.REGISTRAR).status_code == 200
    assert not organisations_of(story.mediator, Role.REGISTRAR).filter(pk=other.pk).exists()
    listed = client.get(reverse("admin:mediation_membership_changelist")).content.decode()
    assert "外人" not in listed
    assert "王昇" in listed
    people = client.get(reverse("admin:mediation_person_changelist")).content.decode()
    assert "外人" not in people
    assert "杨玥" not in people  # a party
    for name in ("change", "history"):
        page = reverse(f"admin:mediation_person_{name}", args=[stranger.pk])
        assert client.get(page).status_code in (302, 404), name
    assert client.get(reverse("admin:mediation_organisation_add")).status_code == 403
    client.post(
        reverse("admin:mediation_organisation_change", args=[story.body.pk]),
        {"name": "改名", "address": "新地址", "retention_years": 1},
    )
    story.body.refresh_from_db()
    assert (story.body.name, story.body.address) == ("昆明市知识产权纠纷人民调解委员会", "新地址")


def test_an_officer_makes_nobody_an_administrator_of_the_installation(story: Story) -> None:
    client = browser(officer(story))
    page = reverse("admin:mediation_person_change", args=[story.registrar.pk])
    client.post(page, {"name": "王昇", "email": "registrar@example.org", "is_staff": "on",
                       "is_superuser": "on"})  # fmt: skip
    story.registrar.refresh_from_db()
    assert not story.registrar.is_staff
    assert not story.registrar.is_superuser


def test_a_new_account_has_no_password_and_an_address_in_use_is_its_owners(
    story: Story, root: Person
) -> None:
    client = browser(root)
    client.post(
        reverse("admin:mediation_person_add"),
        {"name": "新人", "email": "new@example.org", "phone": "13900000099", "language": ""},
    )
    new = Person.objects.get(email="new@example.org")
    assert not new.has_usable_password()
    browser(story.registrar)  # has signed in
    story.registrar.refresh_from_db()
    page = reverse("admin:mediation_person_change", args=[story.registrar.pk])
    client.post(page, {"name": "王昇", "email": "thief@example.org", "is_active": "on"})
    story.registrar.refresh_from_db()
    assert story.registrar.email == "registrar@example.org"


def test_a_leaver_loses_everything_at_once_and_the_manager_finds_another_mediator(
    story: Story, root: Person
) -> None:
    story.to("mediating")
    appoint_to_office(story.mediator, Role.REGISTRAR, story.body)
    page = reverse("admin:person_leave", args=[story.mediator.pk])
    assert story.case.title not in browser(root).get(page).content.decode()
    browser(root).post(page, {"close_account": "1"})
    story.mediator.refresh_from_db()
    story.case.refresh_from_db()
    assert not story.mediator.is_active
    assert not Membership.objects.filter(person=story.mediator, until=None).exists()
    assert not MediatorProfile.objects.filter(person=story.mediator, active=True).exists()
    assert not visible_cases(story.mediator).exists()
    assert (story.case.state, story.case.mediator) == ("appointing", None)
    assert Notice.objects.filter(verb="release_mediator", recipient=story.manager).exists()


def test_a_mediator_who_leaves_during_signing_sees_the_case_no_more(
    story: Story, root: Person
) -> None:
    story.to("agreed_unsigned")
    page = reverse("admin:person_leave", args=[story.mediator.pk])
    answer = browser(root).post(page, follow=True)
    assert "still names this person" in answer.content.decode()
    assert not visible_cases(Person.objects.get(pk=story.mediator.pk)).exists()


def test_only_another_administrator_ends_offices_at_once(story: Story, root: Person) -> None:
    for person, whom in ((officer(story), story.registrar), (root, root)):
        page = reverse("admin:person_leave", args=[whom.pk])
        assert browser(person).post(page).status_code == 302
    assert story.registrar.memberships.filter(until=None).exists()

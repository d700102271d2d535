"""A party appoints an agent, who joins by a code and acts within the powers named."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from mediation.actions import ActionRefused
from mediation.invitations import join
from mediation.models import Agent, Person
from mediation.outbox import send_notices
from mediation.permissions import visible_cases
from tests.mediation.web.pages import signed_in
from tests.stories import Story


def appoint(story: Story, name: str = "钱律师", powers: str = "speak,settle", **more: Any) -> Agent:
    story.do(
        "appoint_agent", story.respondent, party=story.second, name=name, firm="滇池律师事务所",
        licence="", email="lawyer@example.org", powers=powers, **more,
    )  # fmt: skip
    return Agent.objects.latest("id")


def joined(story: Story) -> Person:
    """The lawyer opens the link of the message."""
    lawyer = story.person("lawyer", "钱律师")
    send_notices()
    links = [
        re.search(r"code=([A-Z0-9-]+)", m.body)
        for m in mail.outbox
        if m.to == ["lawyer@example.org"]
    ]
    (found,) = [link for link in links if link]
    join(found.group(1), lawyer)
    return lawyer


def test_an_agent_with_power_to_settle_signs_for_the_party(story: Story) -> None:
    story.to("agreed_unsigned")
    appoint(story)
    lawyer = joined(story)
    story.sign(lawyer, story.second)
    signature = story.agreement.signatures.get()
    assert (signature.party, signature.capacity) == (story.second, "agent")


def test_an_agent_without_that_power_signs_nothing(story: Story) -> None:
    story.to("agreed_unsigned")
    appoint(story, powers="speak,receive")
    lawyer = joined(story)
    with pytest.raises(PermissionDenied):
        story.sign(lawyer, story.second)


def test_a_dismissed_agent_sees_nothing_from_the_next_request_on(story: Story) -> None:
    story.to("mediating")
    agent = appoint(story)
    lawyer = joined(story)
    assert visible_cases(lawyer).exists()
    story.do("dismiss_agent", story.respondent, party=story.second, agent=agent.pk)
    page = signed_in(lawyer).get(reverse("case", args=[story.case.reference]))
    assert page.status_code == 404


def test_a_party_has_at_most_two_agents(story: Story) -> None:
    story.to("mediating")
    appoint(story)
    appoint(story, name="孙律师")
    with pytest.raises(ActionRefused) as refusal:
        appoint(story, name="周律师")
    assert refusal.value.codes == ("at_most_two_agents",)


def test_an_agent_hands_the_authority_on_to_nobody(story: Story) -> None:
    story.to("mediating")
    appoint(story)
    lawyer = joined(story)
    with pytest.raises(PermissionDenied):
        story.do(
            "appoint_agent", lawyer, party=story.second, name="孙律师", firm="", licence="",
            email="other@example.org", powers="settle",
        )  # fmt: skip


def test_nobody_dismisses_the_other_side_s_agent(story: Story) -> None:
    story.to("mediating")
    agent = appoint(story)
    with pytest.raises(ActionRefused) as refusal:
        story.do("dismiss_agent", story.complainant, party=story.first, agent=agent.pk)
    assert refusal.value.codes == ("agent_acts_for_the_party",)


def test_the_page_appoints_an_agent(story: Story) -> None:
    story.to("mediating")
    client: Client = signed_in(story.respondent)
    address = reverse("act", args=[story.case.reference, "appoint_agent"])
    form = client.get(address).context["form"]
    posted = client.post(
        address,
        {
            "seen": form["seen"].value(), "key": form["key"].value(), "party": story.second.pk,
            "name": "钱律师", "email": "lawyer@example.org", "powers": ["speak", "settle"],
        },
    )  # fmt: skip
    assert posted.status_code == 302
    agent = story.second.agents.get()
    assert (agent.name, agent.powers) == ("钱律师", ["speak", "settle"])
    page = client.get(reverse("act", args=[story.case.reference, "dismiss_agent"]))
    assert "钱律师" in page.content.decode()

"""The shape of the code: tables that must be complete, doors that must be the only ones."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from documents.kinds import KINDS
from documents.models import Document, Evidence
from mediation import rules
from mediation.actions import FLOWS, MODELS
from mediation.consequences import CONSEQUENCES
from mediation.forms.verbs import FORMS, form_of
from mediation.notifications import AUDIENCES
from mediation.paper_contexts.outcome import ENDING_NOTICES
from workflows.flow import signature_of, verbs_of
from workflows.permissions import ROLE_WORDS, May, Word

ROOT = Path(__file__).resolve().parent.parent
CODE = ("workflows", "documents", "mediation")
VERBS = [(machine, verb) for machine, flow in FLOWS.items() for verb in verbs_of(flow)]
#: Templates that Django, its forms or allauth look up by their own names.
FOUND_BY_NAME = re.compile(r"^(\d{3}(_csrf)?\.html|(account|allauth|django|admin)/.*)$")


def sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of these folders with its syntax tree, without migrations."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def permission_of(machine: str, verb: str) -> set[object]:
    return {t.permission for t in verbs_of(FLOWS[machine])[verb].get_transitions()}


# --- tables ---------------------------------------------------------------------------------


def test_every_verb_has_its_consequences_and_no_other() -> None:
    assert {(m, v) for m, verbs in CONSEQUENCES.items() for v in verbs} == set(VERBS)


def test_consequences_name_what_exists() -> None:
    terms = {rule.rule_id for rule in rules.deadline_rules()}
    papers = {*KINDS, "ending_notice", *ENDING_NOTICES.values()}
    for verbs in CONSEQUENCES.values():
        for verb, consequence in verbs.items():
            assert {*consequence.starts, *consequence.ends} <= terms, verb
            assert set(consequence.papers) <= papers, verb
            assert set(consequence.tells) <= set(AUDIENCES), verb
            assert {(t.machine, t.verb) for t in consequence.then} <= set(VERBS), verb


def test_what_follows_by_itself_may_be_done_by_the_system() -> None:
    system = ROLE_WORDS["system"]  # type: ignore[index]
    for verbs in CONSEQUENCES.values():
        for then in (t for consequence in verbs.values() for t in consequence.then):
            words = {p.word for p in permission_of(then.machine, then.verb)}  # type: ignore[attr-defined]
            assert words <= system, (then.machine, then.verb)


@pytest.mark.parametrize(("machine", "verb"), VERBS)
def test_every_verb_asks_for_one_word_that_some_role_holds(machine: str, verb: str) -> None:
    (permission,) = permission_of(machine, verb)
    assert isinstance(permission, May)
    assert any(permission.word in words for words in ROLE_WORDS.values())


def test_every_word_is_held_by_some_role() -> None:
    assert {word for words in ROLE_WORDS.values() for word in words} == set(Word)


@pytest.mark.parametrize(("machine", "verb"), VERBS)
def test_the_form_of_a_verb_asks_for_its_arguments_and_no_others(machine: str, verb: str) -> None:
    (permission,) = permission_of(machine, verb)
    if permission.word == Word.RUN_AUTOMATION:  # type: ignore[attr-defined]
        assert (machine, verb) not in FORMS, "nobody ever sees this form"
        return
    form = form_of(machine, verb)
    wanted = signature_of(FLOWS[machine], verb)
    required = {name for name, p in wanted.items() if p.default is p.empty}
    offered = {*form.base_fields, *form.rows} - {"seen", "key"}
    if "arguments" not in vars(form):
        assert required <= offered <= set(wanted)


def test_every_machine_has_a_model() -> None:
    assert set(MODELS.values()) == set(FLOWS)


def test_the_rules_use_django_for_words_only() -> None:
    allowed = {("django.db.models", "TextChoices"), ("django.db.models", "IntegerChoices")}
    found = {
        (node.module, name.name)
        for _path, tree in sources("workflows")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith("django.")
        for name in node.names
    }
    assert {pair for pair in found - allowed if not pair[0].startswith("django.utils.")} == set()


# --- the one door ---------------------------------------------------------------------------


def test_only_the_door_builds_a_machine_around_a_row() -> None:
    flows = {flow.__name__ for flow in FLOWS.values()} | {"flow_class"}
    found = {
        str(path)
        for path, tree in sources(*CODE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in flows
    }
    assert found == {"mediation/actions.py"}


def test_nothing_but_the_machines_assigns_a_state() -> None:
    found = []
    for path, tree in sources(*CODE):
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            found += [str(path) for t in targets if getattr(t, "attr", "") == "state"]
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "update":
                found += [str(path) for k in node.keywords if k.arg == "state"]
    assert {path for path in found if not path.startswith("workflows/")} == set()


def test_a_stored_file_cannot_lose_its_row() -> None:
    files = (Document, Evidence)
    pointing = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.OneToOneField)
        and field.related_model in files
        and not model.__name__.startswith("Historical")
    ]
    assert pointing
    for field in pointing:
        assert field.remote_field.on_delete is models.PROTECT, field


# --- files ----------------------------------------------------------------------------------


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "services", "common", "misc", "manager"}
    assert [str(path) for path, _tree in sources(*CODE, "tests") if path.stem in vague] == []


def test_every_template_is_used() -> None:
    templates = ROOT / "templates"
    text = "\n".join(
        path.read_text("utf-8")
        for folder in (*CODE, "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".txt") and path.is_file()
    )
    papers = {kind.template for kind in KINDS.values()}
    unused = []
    for path in sorted(templates.rglob("*")):
        name = path.relative_to(templates).as_posix()
        if path.is_dir() or FOUND_BY_NAME.match(name) or name in papers:
            continue
        relative = name.removeprefix("pdf/")
        if f'"{name}"' not in text and f'"{relative}"' not in text:
            unused.append(name)
    assert unused == []


def test_every_template_that_is_named_exists() -> None:
    named = {
        node.value
        for _path, tree in sources("mediation", "documents")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z_]+/[a-z_]+\.html", node.value)
    }
    own = {name for name in named if not name.startswith(("admin/", "account/"))}
    assert [name for name in sorted(own) if not (ROOT / "templates" / name).is_file()] == []


def test_no_file_leaves_something_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX)\b")
    assert [str(p) for p, _t in sources(*CODE) if later.search((ROOT / p).read_text("utf-8"))] == []

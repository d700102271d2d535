"""Production refuses unsafe values, each by its name; development starts with none at all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAFE = {
    "ZHIHE_ENV": "production",
    "SECRET_KEY": "k9" * 30,
    "ALLOWED_HOSTS": "mediation.example.org",
    "SITE_URL": "https://mediation.example.org",
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "EMAIL_URL": "smtp+tls://user:pass@mail.example.org:587",
}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a new process that has this environment and no other."""
    return subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; print(settings.DEBUG)"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "mediation.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_production_starts_with_safe_values_and_without_debug() -> None:
    started = start(**SAFE)
    assert started.returncode == 0, started.stderr
    assert started.stdout.strip() == "False"


def test_development_starts_without_any_value() -> None:
    assert start().returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "true"),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "development-only-key-never-used-in-production-0123456789"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("ZHIHE_DEMO", "true"),
        ("SITE_URL", "http://mediation.example.org"),
        ("ACCOUNT_EMAIL_VERIFICATION", "optional"),
        ("EMAIL_URL", "consolemail://"),
    ],
)
def test_production_refuses_an_unsafe_value_by_its_name(name: str, value: str) -> None:
    refused = start(**{**SAFE, name: value})
    assert refused.returncode != 0
    complaints = [line for line in refused.stderr.splitlines() if line.startswith("- ")]
    assert len(complaints) == 1
    assert name in complaints[0]


def test_production_names_everything_unsafe_at_once() -> None:
    refused = start(ZHIHE_ENV="production", DEBUG="true")
    complaints = [line for line in refused.stderr.splitlines() if line.startswith("- ")]
    assert len(complaints) == 6


def test_every_variable_is_explained_in_the_deployment_guide() -> None:
    read = set(
        re.findall(
            r"env(?:\.\w+)?\(\s*\"(\w+)\"", (ROOT / "mediation" / "settings.py").read_text("utf-8")
        )
    )
    guide = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|", guide, re.MULTILINE))
    assert read == explained

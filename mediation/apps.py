"""The application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediationConfig(AppConfig):
    """Nouns and pages of case management."""

    name = "mediation"
    verbose_name = _("Mediation")

"""The application of papers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Papers and evidence."""

    name = "documents"
    verbose_name = _("Papers")

"""What we ask of somebody who opens an account."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """The name as on the identity card; papers use it."""

    name = forms.CharField(
        label=_("Full name"), max_length=80, help_text=_("As on your identity document.")
    )

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Keep the name with the new account, and the language it was opened in."""
        user.name = self.cleaned_data["name"]
        user.language = get_language() or ""
        user.save()

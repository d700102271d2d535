"""Addresses. Each actor's pages name their own, in `mediation.web.urls`."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # The desks first: the address of a verb, cases/<reference>/<verb>/, takes whatever is left.
    path("", include("mediation.web.desk_urls")),
    path("", include("mediation.web.urls")),
    path("accounts/", include("allauth.urls")),
    path("configuration/", admin.site.urls),
]

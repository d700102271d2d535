"""Addresses of the public pages, of filing and of a case."""

from django.urls import path

from mediation.web import public

urlpatterns = [
    path("", public.home, name="home"),
    path("language/", public.switch_language, name="switch_language"),
    path("healthz", public.healthz, name="healthz"),
    path("track/", public.track, name="track"),
    path("join/", public.join, name="join"),
    path("verify/", public.verify, name="verify"),
    path("verify/<str:code>/", public.verify_paper, name="verify_paper"),
]

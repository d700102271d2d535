"""Addresses of the public pages, of filing and of a case."""

from django.urls import path

from mediation.web import act, case, files, filing, party, public

CASE = "cases/<str:reference>/"
APPLICATION = CASE + "application/"

urlpatterns = [
    path("", public.home, name="home"),
    path("language/", public.switch_language, name="switch_language"),
    path("healthz", public.healthz, name="healthz"),
    path("track/", public.track, name="track"),
    path("join/", public.join, name="join"),
    path("verify/", public.verify, name="verify"),
    path("verify/<str:code>/", public.verify_paper, name="verify_paper"),
    path("apply/", filing.start, name="apply"),
    path("cases/", party.my_cases, name="my_cases"),
    path(CASE, case.case, name="case"),
    path(APPLICATION, filing.application, name="application"),
    path(APPLICATION + "check/", filing.check, name="application_check"),
    path(APPLICATION + "<str:section>/", filing.section, name="application_section"),
    path(APPLICATION + "<str:section>/add/", filing.item, name="application_add"),
    path(APPLICATION + "<str:section>/<int:pk>/", filing.item, name="application_item"),
    path(APPLICATION + "<str:section>/<int:pk>/remove/", filing.remove, name="application_remove"),
    path(CASE + "receipt/", filing.receipt, name="receipt"),
    path(CASE + "papers/<str:verification>/", files.paper, name="paper"),
    path(CASE + "papers/<str:verification>/print/", files.print_again, name="print_again"),
    path(CASE + "evidence/<int:number>/", files.evidence, name="evidence"),
    path(CASE + "<str:verb>/", act.act, name="act"),
    path(CASE + "<str:machine>/<int:pk>/<str:verb>/", act.act, name="act_on"),
]

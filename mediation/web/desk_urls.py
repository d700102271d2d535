"""Addresses of the desks of the staff, of the court's pages and of the inbox."""

from django.urls import path

from mediation.web import archive, case_manager, court, inbox, mediator, registrar, supervisor

urlpatterns = [
    path("desk/registrar/", registrar.desk, name="desk_registrar"),
    path("desk/registrar/counter/", registrar.counter, name="counter_filing"),
    path("desk/manager/", case_manager.desk, name="desk_manager"),
    path("desk/mediator/", mediator.desk, name="desk_mediator"),
    path("desk/court/", court.desk, name="desk_court"),
    path("desk/supervisor/", supervisor.figures_page, name="desk_supervisor"),
    path("desk/archive/", archive.desk, name="desk_archive"),
    path("cases/<str:reference>/invitation/", registrar.letters, name="invitation_letters"),
    path(
        "cases/<str:reference>/invitation/<int:party_id>/",
        registrar.letter,
        name="invitation_letter",
    ),
    path(
        "cases/<str:reference>/invitation/<int:party_id>/renew/",
        registrar.renew_code,
        name="renew_code",
    ),
    path("cases/<str:reference>/notes/", mediator.notes, name="case_notes"),
    path("court/<int:pk>/", court.confirmation, name="court_confirmation"),
    path("court/<int:pk>/package.zip", court.package, name="court_package"),
    path("court/<int:pk>/papers/<str:verification>/", court.paper, name="court_paper"),
    path("court/<int:pk>/files/<int:number>/", court.file, name="court_file"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/read/", inbox.mark_all_read, name="notices_read"),
    path("inbox/<int:pk>/read/", inbox.mark_read, name="notice_read"),
]

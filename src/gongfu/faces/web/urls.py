"""All addresses of the pages, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("gongfu.faces.web.shell.urls")),
    path("", include("gongfu.faces.web.board.urls")),
    path("", include("gongfu.faces.web.story.urls")),
    path("", include("gongfu.faces.web.ledger.urls")),
    path("", include("gongfu.faces.web.office.urls")),
    path("", include("gongfu.faces.web.keys.urls")),
    path("", include("gongfu.faces.web.officers.urls")),
    path("", include("gongfu.faces.web.notices.urls")),
    path("", include("gongfu.faces.web.needs.urls")),
    path("", include("gongfu.faces.web.grids.urls")),
    path("", include("gongfu.faces.web.sheets.urls")),
    path("", include("gongfu.faces.web.statistics.urls")),
    path("", include("gongfu.faces.web.designs.urls")),
    path("", include("gongfu.faces.web.fields.urls")),
]

"""All addresses."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("open311/v2/", include("gongfu.faces.api.urls")),
    path("", include("gongfu.faces.web.urls")),
]

handler400 = "gongfu.faces.web.shell.views.bad_request"
handler403 = "gongfu.faces.web.shell.views.forbidden"
handler404 = "gongfu.faces.web.shell.views.not_found"

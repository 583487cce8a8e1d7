"""All addresses."""

from django.urls import include, path

from gongfu.site import account_urls

urlpatterns = [
    path("accounts/", include(account_urls)),
    path("", include("gongfu.faces.api.urls")),
    path("", include("gongfu.faces.web.urls")),
]

handler400 = "gongfu.faces.web.shell.views.bad_request"
handler403 = "gongfu.faces.web.shell.views.forbidden"
handler404 = "gongfu.faces.web.shell.views.not_found"

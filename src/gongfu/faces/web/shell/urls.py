"""Addresses of the frame."""

from django.urls import path

from gongfu.faces.web.shell import gallery, preferences, signing, stepping, views

urlpatterns = [
    path("preferences/language/", preferences.language, name="set-language"),
    path("preferences/large/", preferences.large_type, name="set-large"),
    path("signin/", signing.signin, name="signin"),
    path("signin/as/", signing.signin_as, name="signin-as"),
    path("signout/", signing.signout, name="signout"),
    path("step-up/", stepping.step_up, name="step-up"),
    path("token/", views.token, name="token"),
    path("sw.js", views.service_worker, name="service-worker"),
    path("offline/", views.offline, name="offline"),
    path("help/", views.help_page, name="help"),
    path("shell/", gallery.gallery, name="gallery"),
]

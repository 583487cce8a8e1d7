"""Addresses of the frame."""

from django.urls import path

from gongfu.faces.web.shell import preferences, views

urlpatterns = [
    path("preferences/language/", preferences.language, name="set-language"),
    path("preferences/large/", preferences.large_type, name="set-large"),
    path("token/", views.token, name="token"),
    path("sw.js", views.service_worker, name="service-worker"),
    path("offline/", views.offline, name="offline"),
    path("help/", views.help_page, name="help"),
]

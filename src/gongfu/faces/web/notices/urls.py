"""Addresses of notices."""

from django.urls import path

from gongfu.faces.web.notices import calendar, views, wishes

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_all, name="notices-read"),
    path("notices/calendar/", calendar.calendar, name="calendar"),
    path("notices/settings/", wishes.wishes, name="notice-wishes"),
    path("notices/<int:number>/", views.notice, name="notice"),
]

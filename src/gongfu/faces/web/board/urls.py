"""Addresses of home, figures and places."""

from django.urls import path

from gongfu.faces.web.board import views

urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.catalogue, name="figures"),
    path("figures/<str:code>/", views.figure, name="figure"),
    path("figures/<str:code>/records/", views.records, name="figure-records"),
    path("places/<str:code>/", views.place, name="place"),
]

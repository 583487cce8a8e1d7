"""Addresses of home, figures and places."""

from django.urls import path

from gongfu.faces.web.board import areas, boards, pictures, views

urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.catalogue, name="figures"),
    path("figures/<str:code>/", views.figure, name="figure"),
    path("figures/<str:code>/records/", views.records, name="figure-records"),
    path("figures/<str:code>/course.<str:form>", pictures.course, name="figure-course"),
    path("figures/<str:code>/areas.json", areas.areas, name="figure-areas"),
    path("boards/", boards.board, name="board"),
    path("boards/compose/", boards.compose, name="board-compose"),
    path("places/<str:code>/", views.place, name="place"),
]

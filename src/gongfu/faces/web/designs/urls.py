"""Addresses of drafts of grids: all below /grids/."""

from django.urls import path

from gongfu.faces.web.designs import adopting, begin, grid, views

urlpatterns = [
    path("grids/", views.designs, name="designs"),
    path("grids/new/", begin.new, name="design-new"),
    path("grids/example/", begin.example, name="design-example"),
    path("grids/<str:design>/", views.design, name="design"),
    path("grids/<str:design>/propose/", views.propose, name="design-propose"),
    path("grids/<str:design>/undo/", views.undo, name="design-undo"),
    path("grids/<str:design>/drop/", views.drop, name="design-drop"),
    path("grids/<str:design>/hand-in/", adopting.hand_in, name="design-hand-in"),
    path("grids/<str:design>/back/", adopting.back, name="design-back"),
    path("grids/<str:design>/adopt/", adopting.adopt, name="design-adopt"),
    path("grids/<str:design>/<int:grid>/", grid.grid, name="design-grid"),
]

"""Addresses of the story."""

from django.urls import path

from gongfu.faces.web.story import views

urlpatterns = [
    path("story/", views.story, name="story"),
    path("story/embedded/", views.embedded, name="story-embedded"),
    path("story/story.pdf", views.printed, name="story-printed"),
]

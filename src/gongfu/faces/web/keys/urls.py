"""Addresses of a keeper's and an elder's pages."""

from django.urls import path

from gongfu.faces.web.keys import day, hours, looking, pairs, rounds, taking, visiting, writings

urlpatterns = [
    path("day/", day.day, name="day"),
    path("keys/elders/<str:elder>/visit/", visiting.visit, name="visit"),
    path("keys/elders/<str:elder>/service/", visiting.service, name="service"),
    path("keys/visits/<int:number>/", visiting.done, name="visit-done"),
    path("keys/visits/<int:number>/take-back/", visiting.take_back, name="visit-undo"),
    path("keys/visits/<int:number>/confirm/", visiting.confirm, name="visit-confirm"),
    path("keys/visits/<int:number>/dispute/", visiting.dispute, name="visit-dispute"),
    path("keys/visits/<int:number>/notes/", writings.writings, name="visit-notes"),
    path("keys/visits/<int:number>/photo/", writings.photo, name="visit-photo"),
    path("keys/offers/<str:ask>/", taking.offer, name="offer"),
    path("keys/things/<str:item>/accept/", taking.thing, name="item-accept"),
    path("keys/pairs/<int:number>/second/", pairs.second, name="pair-second"),
    path("keys/pairs/<int:number>/family/", pairs.family, name="pair-family"),
    path("keys/hours/", hours.hours, name="hours"),
    path("keys/hours/issue/", hours.issue, name="hours-issue"),
    path("keys/round/", rounds.round_, name="round"),
    path("who-looked/", looking.who_looked, name="who-looked"),
    path("who-looked/<str:elder>/", looking.who_looked, name="who-looked-at"),
    path("service/", hours.find, name="service-find"),
    path("service/<str:code>/", hours.service_record, name="service-record"),
]

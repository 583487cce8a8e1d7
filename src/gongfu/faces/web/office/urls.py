"""Addresses of the office's side."""

from django.urls import path

from gongfu.faces.web.office import alarms, custody, desk, elders, teams

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/elders/new/", elders.register, name="elder-new"),
    path("keys/elders/<str:elder>/", elders.elder, name="elder"),
    path("keys/elders/<str:elder>/show/", elders.reveal, name="elder-reveal"),
    path("keys/elders/<str:elder>/agreement/", elders.agree, name="elder-agree"),
    path("keys/elders/<str:elder>/entrust/", elders.entrust, name="elder-entrust"),
    path("keys/elders/<str:elder>/change/", elders.change, name="elder-change"),
    path("keys/elders/<str:elder>/leave/", elders.leave, name="elder-leave"),
    path("keys/things/", custody.held, name="held"),
    path("keys/things/<str:item>/", custody.item, name="item"),
    path("keys/things/<str:item>/move/", custody.move, name="item-move"),
    path("keys/teams/", teams.teams, name="teams"),
    path("keys/teams/<str:place>/", teams.team, name="team"),
    path("keys/teams/<str:place>/join/", teams.join, name="team-join"),
    path("keys/alarms/<str:alarm>/", alarms.alarm, name="alarm"),
    path("keys/pairs/<int:number>/settle/", alarms.settle_pair, name="pair-settle"),
    path("keys/pairs/<int:number>/close/", alarms.close_question, name="pair-close"),
    path("keys/visits/<int:number>/settle/", alarms.settle, name="visit-settle"),
]

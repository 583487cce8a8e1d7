"""Addresses of residents' requests."""

from django.urls import path

from gongfu.faces.web.needs import (
    asking,
    boards,
    cards,
    doors,
    kinds,
    public,
    routing,
    slips,
    tasks,
    wishes,
)

urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("ask/alike/", asking.alike, name="ask-alike"),
    path("needs/", cards.mine, name="needs"),
    path("needs/track/", public.find, name="track-find"),
    path("needs/track/<str:code>/", public.track, name="track"),
    path("needs/slip/<str:secret>/", public.slip, name="slip"),
    path("needs/kinds/", kinds.kinds, name="kinds"),
    path("needs/kinds/<str:code>/edit/", kinds.edit, name="kind-edit"),
    path("needs/kinds/<str:code>/", kinds.admit, name="kind-admit"),
    path("needs/open/<str:place>/", public.asked_here, name="asked-here"),
    path("needs/<str:need>/", cards.need, name="need"),
    path("needs/<str:need>/apart/", wishes.apart, name="need-apart"),
    path("needs/<str:need>/photo/", cards.photo, name="need-photo"),
    path("needs/<str:need>/photo/<int:number>/", cards.photo, name="need-after"),
    path("needs/<str:need>/paper/<int:number>/", cards.paper, name="need-paper"),
    path("needs/<str:need>/phone/", cards.phone, name="need-phone"),
    path("needs/<str:need>/slip/", slips.printed, name="need-slip"),
    path("needs/<str:need>/<str:move>/", cards.move, name="need-move"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/wishes/", wishes.wishes, name="task-wishes"),
    path("tasks/<str:offer>/<str:move>/", tasks.move, name="task-move"),
    path("board/needs/", boards.board, name="needs-board"),
    path("board/needs/door/<str:place>/", doors.sheets, name="door-sheets"),
    path("board/needs/rules/", routing.rules, name="needs-rules"),
    path("board/needs/rules/<str:rule>/end/", routing.end, name="needs-rule-end"),
    path("board/needs/list/", boards.listed, name="needs-list"),
]

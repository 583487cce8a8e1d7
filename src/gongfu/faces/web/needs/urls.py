"""Addresses of residents' requests."""

from django.urls import path

from gongfu.faces.web.needs import asking, boards, cards, kinds, public, tasks

urlpatterns = [
    path("ask/", asking.ask, name="ask"),
    path("needs/", cards.mine, name="needs"),
    path("needs/track/", public.find, name="track-find"),
    path("needs/track/<str:code>/", public.track, name="track"),
    path("needs/slip/<str:need>/", public.slip, name="slip"),
    path("needs/kinds/", kinds.kinds, name="kinds"),
    path("needs/kinds/<str:code>/", kinds.admit, name="kind-admit"),
    path("needs/open/<str:place>/", public.asked_here, name="asked-here"),
    path("needs/<str:need>/", cards.need, name="need"),
    path("needs/<str:need>/photo/", cards.photo, name="need-photo"),
    path("needs/<str:need>/<str:move>/", cards.move, name="need-move"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<str:offer>/<str:move>/", tasks.move, name="task-move"),
    path("board/needs/", boards.board, name="needs-board"),
    path("board/needs/list/", boards.listed, name="needs-list"),
]

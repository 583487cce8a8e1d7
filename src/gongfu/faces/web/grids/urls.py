"""Addresses of grids and teams: dispatch, and all below /posts/."""

from django.urls import path

from gongfu.faces.web.grids import claims, dispatch, groups, hours, members, mine, office, public

urlpatterns = [
    path("board/dispatch/", dispatch.dispatch, name="dispatch"),
    path("posts/", mine.begin, name="posts"),
    path("posts/mine/", mine.mine, name="my-posts"),
    path("posts/hours/", hours.hours, name="post-hours"),
    path("posts/register/", members.register, name="member-register"),
    path("posts/card/", members.change, name="member-change"),
    path("posts/card/move/", members.move, name="member-move"),
    path("posts/card/leave/", members.leave, name="member-leave"),
    path("posts/in/<str:place>/", public.posts_in, name="posts-in"),
    path("posts/desk/", office.desk, name="posts-desk"),
    path("posts/desk/new/", office.new, name="post-new"),
    path("posts/desk/members/", office.members, name="members"),
    path("posts/desk/resources/", office.resources, name="resources"),
    path("posts/groups/", groups.mine, name="groups"),
    path("posts/groups/new/", groups.new, name="group-new"),
    path("posts/groups/in/<str:place>/", groups.groups_in, name="groups-in"),
    path("posts/groups/<str:team>/", groups.group, name="group"),
    path("posts/groups/<str:team>/act/", groups.act, name="group-act"),
    path("posts/claims/<str:claim>/back/", claims.back, name="claim-back"),
    path("posts/claims/<str:claim>/absent/", claims.absent, name="claim-absent"),
    path("posts/claims/<str:claim>/serve/", hours.serve, name="serve"),
    path("posts/claims/<str:claim>/decide/", office.decide, name="claim-decide"),
    path("posts/served/<int:number>/take-back/", hours.take_back, name="serve-undo"),
    path("posts/<str:post>/", public.post, name="post"),
    path("posts/<str:post>/claim/", claims.claim, name="post-claim"),
    path("posts/<str:post>/change/", office.change, name="post-change"),
    path("posts/<str:post>/close/", office.close, name="post-close"),
    path("posts/<str:post>/empty/", office.empty, name="post-empty"),
]

"""The three lists of a place (三张清单): what is needed, what can be given, what goes on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongfu.domains.grids import queries
from gongfu.faces.web.board.numbers import spaced
from gongfu.faces.web.grids.rows import Page
from gongfu.faces.web.shell.downloads import file_of, sort_of
from gongfu.faces.web.shell.listing import files
from gongfu.faces.web.shell.pages import page
from gongfu.kernel.places import tree
from gongfu.kernel.places.codes import check_code
from gongfu.kernel.rights.checking import may


@page("post.read")
def projects(request: HttpRequest, place: str) -> HttpResponse:
    """Show the running posts and teams of a place in counts, beside the ways to the other lists."""
    check_code(place)
    here = Page(request)
    found = queries.projects_in(here.viewer, place, here.on)
    if sort_of(request):
        return _file(request, here, found)
    context = {
        "code": place,
        "place": tree.name_of(place),
        "roster": may(here.viewer, "roster.cadres_and_members", place=place),
        "posts": [
            {
                "title": here.word(queries.POST_SORT, one.sort),
                "posts": spaced(one.posts),
                "wanted": spaced(one.wanted),
                "taken": spaced(one.taken),
                "waiting": spaced(one.waiting),
            }
            for one in found.posts
        ],
        "teams": [
            {
                "title": here.word(queries.TEAM_PURPOSE, one.purpose),
                "teams": spaced(one.teams),
                "members": spaced(one.members),
            }
            for one in found.teams
        ],
        "post_files": files(request, len(found.posts), list="posts"),
        "team_files": files(request, len(found.teams), list="teams"),
    }
    return render(request, "grids/projects.html", context)


def _file(request: HttpRequest, here: Page, found: Any) -> HttpResponse:
    """Return the running posts, or the teams where these are asked for, in counts."""
    if request.GET.get("list") == "teams":
        heads = (_("Purpose"), _("Teams"), _("Members"))
        teams = (
            [here.word(queries.TEAM_PURPOSE, one.purpose), one.teams, one.members]
            for one in found.teams
        )
        return file_of(request, "teams", heads, teams)
    header = (_("What for"), _("Posts"), _("People wanted"), _("People in place"), _("Waiting"))
    posts = (
        [here.word(queries.POST_SORT, one.sort), one.posts, one.wanted, one.taken, one.waiting]
        for one in found.posts
    )
    return file_of(request, "projects", header, posts)

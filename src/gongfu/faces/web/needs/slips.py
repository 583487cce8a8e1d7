"""The slip on paper: printed at the desk for who asked without an account, shown once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongfu.faces.web.needs.public import code_of, tracked_words
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.pages import page
from gongfu.faces.web.shell.sending import key_of
from gongfu.kernel.needs import actions, queries


@require_POST
@never_cache
@page("request.print_slip")
def printed(request: HttpRequest, need: str) -> HttpResponse:
    """Show a new slip, ready to print; its address is on the paper alone, not on the screen's."""
    viewer = request.viewer  # type: ignore[attr-defined]
    done = actions.print_slip(viewer, need=need, at=clock.now(), key=key_of(request))
    found = queries.slipped(done.slip)
    assert found is not None
    context = {**tracked_words(found.course), "qr": code_of(request, done.slip), "need": need}
    return render(request, "needs/paper.html", context)

"""What of the requests waits for one person today: offers, tasks, answers."""

from __future__ import annotations

from typing import Any

from gongfu.faces.web.needs import words
from gongfu.faces.web.shell import clock
from gongfu.kernel.needs import queries
from gongfu.kernel.rights.viewers import Viewer


def requests_of(viewer: Viewer) -> dict[str, Any]:
    """Return offers to answer, tasks taken, and own requests that wait for an answer."""
    now, titles = clock.now(), words.kinds()
    mine = queries.my_tasks(viewer)
    own = [line for line in queries.my_needs(viewer).lines if line.state == "done"]
    return {
        "offers": sum(line.state == "asked" for line in mine),
        "tasks": [words.row(line.need, titles, {}, now) for line in mine if line.state != "asked"],
        "answers": [words.row(line, titles, {}, now) for line in own],
    }

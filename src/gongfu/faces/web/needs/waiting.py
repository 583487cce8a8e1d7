"""What of the requests waits for one person today: offers, tasks, answers."""

from __future__ import annotations

from typing import Any

from gongfu.faces.web.needs import words
from gongfu.faces.web.needs.tasks import task_row
from gongfu.faces.web.shell import clock
from gongfu.faces.web.shell.sending import new_key
from gongfu.kernel.needs import queries
from gongfu.kernel.people import vault
from gongfu.kernel.rights.viewers import Viewer


def requests_of(viewer: Viewer) -> dict[str, Any]:
    """Return offers to answer, tasks taken, and own requests that wait for an answer."""
    now, titles = clock.now(), words.kinds()
    mine, own = queries.my_tasks(viewer), queries.to_rate(viewer)
    labels = vault.labels({line.asker for line in own} - {viewer.person})
    return {
        "offers": [task_row(line, titles, {}, now) for line in mine if line.state == "asked"],
        "tasks": [words.row(line.need, titles, {}, now) for line in mine if line.state != "asked"],
        "answers": [{**words.row(line, titles, labels, now), "key": new_key()} for line in own],
        "missing": words.MISSING.items(),
    }

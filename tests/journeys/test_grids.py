"""Grids drawn up, changed by keyboard alone, handed in, and adopted by the town, on a phone."""

from __future__ import annotations

import re

import pytest

from tests.journeys import conftest

pytestmark = pytest.mark.browser
_SETUP = (
    conftest._SETUP
    + """
from django.contrib.auth import get_user_model
town = "330402007000"
[entry] = register_people(
    FOUNDER, [Newcomer(Details("陆平", label="陆平"), town)], on=FOUNDED, at=FOUNDED_AT
)
on = date(2021, 1, 4)
appoint(FOUNDER, Office(entry.deed.person, "SEC", town), on=on, second=CLERK.person, at=moment(on, 9))
get_user_model().objects.create(username=f"town-{town}", person=entry.deed.person, password="!")
"""
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A running server with the secretary of a community and the one of its town."""
    folder = tmp_path_factory.mktemp("district")
    found = conftest.Server(folder, conftest.free_port(), _SETUP)
    found.start()
    yield found
    found.stop()


def press(page, selector):
    """Press what has the focus, without a mouse."""
    page.focus(selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_the_buildings_to_grids_that_stand(server, phone):
    secretary = phone("secretary")
    secretary.goto("/desk/")
    press(secretary, "a:has-text('网格划分')")
    press(secretary, "button:has-text('用虚构的小区试一试')")
    press(secretary, "button:has-text('生成方案')")
    draft = secretary.url
    assert secretary.locator(".plan .ground").count() > 10

    press(secretary, "tbody th a >> nth=0")
    grid = secretary.url
    for number in range(secretary.locator(".doors a").count()):
        press(secretary, f".doors a >> nth={number}")
        if secretary.locator("input[name=to]:not([disabled])").count():
            break
        secretary.goto(grid)
    secretary.focus("input[name=to]:not([disabled]) >> nth=0")
    secretary.keyboard.press("Space")
    press(secretary, "#move form[method=post] button >> nth=0")
    assert "已调整" in secretary.content()
    press(secretary, "button:has-text('撤回上一步调整')")
    assert "已撤回" in secretary.content()

    press(secretary, "a:has-text('提交，请人启用')")
    press(secretary, "button:has-text('提交')")
    assert "等第二人启用" in secretary.content()

    town = phone("town")
    town.goto("/notices/")
    town.click("text=一份网格草案等第二人启用")
    assert town.url == draft
    town.click("text=查看并启用")
    town.click("button:has-text('启用')")
    assert re.search(r"记下 \d+ 条记录", town.content())
    town.click("text=这个地方的页面")
    town.click(".columns a >> nth=0")
    assert "微网格" in town.locator(".columns").inner_text()
    assert not secretary.faults and not town.faults
    assert town.evaluate("document.documentElement.scrollWidth") <= 390

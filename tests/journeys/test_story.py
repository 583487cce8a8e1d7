"""From a number in the story down to one record, and its proof checked without us."""

from __future__ import annotations

import re

import pytest

from tests.journeys.test_key_team import verified_alone

pytestmark = pytest.mark.browser


def test_a_number_of_the_story_opens_down_to_a_record_with_its_proof(server, phone, tmp_path):
    reader = phone()
    reader.goto("/story/")
    number = reader.locator(".story-line a[href*='/figures/grids.members-registered/']").first
    said = number.inner_text()
    assert int(re.sub(r"\D", "", said)) > 0
    number.press("Enter")
    reader.wait_for_url(re.compile("/figures/"))
    shown = reader.locator(".number-value").first.inner_text()
    assert re.sub(r"\D", "", said) == re.sub(r"\D", "", shown)
    reader.click("text=看组成这个数的记录")
    reader.locator("tbody a[href^='/records/']").first.click()
    assert "报到" in reader.inner_text("main")
    at = int(re.search(r"/records/(\d+)/", reader.url)[1])
    assert verified_alone(reader, at, tmp_path)
    assert not reader.faults

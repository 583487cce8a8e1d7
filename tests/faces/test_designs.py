"""Pages of drafts of grids: from a list of buildings to the tree, without a mouse or a script."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.grids import queries
from gongfu.domains.grids.models import GridDesign
from gongfu.kernel.places import tree
from gongfu.kernel.places.surveys import Survey, Surveyed
from gongfu.kernel.rights.viewers import PUBLIC
from tests.domains.grids import drafting
from tests.domains.grids.worlds import NANYANG, TODAY, chen, liu, outside
from tests.engines.test_districting import town

WISHES = {
    "grid_low": "90", "grid_high": "150", "grids": "", "micro_low": "40", "micro_high": "60",
    "roads": "150", "beyond": "100",
}  # fmt: skip
TABLE = "楼栋,户数,x,y,网格\n" + "".join(
    f"{at + 1}幢,30,{30 * at},{at % 2 * 30},{now}\n"
    for at, now in enumerate(("1",) * 4 + ("2",) * 4 + ("3-1", "3-1", "3-2", "3-2"))
)


@pytest.fixture
def client(looked_at_by):
    drafting.open_tree()
    return looked_at_by(liu)


def post(client, name, design="", **values):
    row = GridDesign.objects.filter(pk=design).first()
    values = {"key": str(uuid4()), "seen": str(row.changes if row else 0), **values}
    grid = values.pop("grid", None)
    arguments = [one for one in (design, grid) if one]
    return client.post(reverse(name, args=arguments), values)


def page(client, name, *arguments, **query):
    return client.get(reverse(name, args=arguments), query).content.decode()


def upload(client, text=TABLE, lines="", **values):
    files = {"buildings": SimpleUploadedFile("list.csv", text.encode())}
    if lines:
        files["lines"] = SimpleUploadedFile("lines.geojson", lines.encode())
    return post(client, "design-new", **{"place": NANYANG, "frame": "plan", **values}, **files)


def card(design):
    return queries.design_card(liu, design, TODAY)


def test_from_a_list_of_buildings_to_the_tree(client, looked_at_by):
    answer = upload(client)
    assert answer.status_code == 302
    design = GridDesign.objects.get().pk
    assert "12 幢楼，360 户" in page(client, "design", design)
    assert post(client, "design-propose", design, **WISHES).status_code == 302
    shown = page(client, "design", design)
    assert "3 个网格" in shown and "第1网格" in shown
    assert shown.count('class="ground') == len({*card(design).draft.spots})
    assert post(client, "design-hand-in", design).status_code == 302
    assert "等第二人启用" in page(client, "design", design)
    assert post(client, "design-adopt", design, on="2021-09-16").status_code == 403
    other = looked_at_by(chen)
    assert reverse("design-adopt", args=[design]) in page(other, "design", design)
    assert post(other, "design-adopt", design, on="2021-09-16").status_code == 302
    grids = tree.children(NANYANG, TODAY)
    assert [len(tree.children(one.code, TODAY)) for one in grids] == [
        len(card(design).inside(one.part.grid)) for one in card(design).grids
    ]
    assert "微网格" in page(other, "place", grids[0].code)
    assert "已启用" in page(other, "design", design)


def chosen(design, *, fits):
    """Return a building and where it can, or cannot, go."""
    found = card(design)
    for building in range(len(found.draft.spots)):
        for way in queries.choices_for(found, building):
            if (way.refusal is None) is fits and way.part in found.draft.spots:
                return building, way
    raise AssertionError("nothing of the kind")


@pytest.fixture
def design(client):
    return drafting.proposed()


def test_a_building_is_moved_by_its_name_and_taken_back(client, design):
    building, way = chosen(design, fits=True)
    was = card(design).draft.spots[building]
    shown = page(client, "design-grid", design, was.grid, building=str(building))
    name = card(design).draft.site.buildings[building].id
    assert f"{name} 划到哪里" in shown and f'value="{way.part.key}"' in shown
    answer = post(client, "design-grid", design, grid=was.grid, building=building, to=way.part.key)
    assert answer.status_code == 302
    assert card(design).draft.spots[building] != was
    assert "手工调整了 1 次" in page(client, "design", design)
    post(client, "design-undo", design)
    assert card(design).draft.spots[building] == was


def test_a_move_that_cuts_off_is_refused_where_it_was_chosen(client, design):
    building, way = chosen(design, fits=False)
    was = card(design).draft.spots[building]
    shown = page(client, "design-grid", design, was.grid, building=str(building))
    assert re.search(rf'value="{way.part.key}"[^>]* disabled', shown)
    answer = post(client, "design-grid", design, grid=was.grid, building=building, to=way.part.key)
    body = answer.content.decode()
    assert answer.status_code == 422 and 'role="alert"' in body
    assert "划到哪里" in body and card(design).moves == 0


def test_a_warning_says_which_part_is_not_as_wished(client):
    design = drafting.proposed()
    row = GridDesign.objects.get(pk=design)
    GridDesign.objects.update(wishes={**row.wishes, "micro_low": 59, "micro_high": 60})
    building, way = chosen(design, fits=True)
    was = card(design).draft.spots[building]
    answer = post(client, "design-grid", design, grid=was.grid, building=building, to=way.part.key)
    assert "不在期望范围内" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("text", "values", "said"),
    [
        ("", {}, "既不是 CSV"),
        (TABLE.replace("户数", "人数"), {}, "缺少“户数”"),
        (TABLE.replace("网格", "户主姓名"), {}, "与人有关"),
        (TABLE.replace("2幢,30", "2幢,x", 1), {}, "第 2 行"),
        (TABLE, {"frame": ""}, "重新打开"),
        (TABLE, {"frame": "WGS-84"}, "缺少“经度”"),
        (TABLE, {"place": "33"}, "33"),
        (TABLE, {"lines": "nonsense"}, "这不是线"),
        (TABLE + "远,30,90000,0,\n", {}, "远"),
    ],
)
def test_a_list_that_cannot_be_says_so_and_keeps_what_was_chosen(client, text, values, said):
    lines = values.pop("lines", "")
    answer = upload(client, text, lines, **values)
    body = answer.content.decode()
    assert answer.status_code == 422 and 'role="alert"' in body and said in body
    if values.get("frame", "plan"):
        assert re.search(rf'value="{values.get("frame", "plan")}" checked', body)
    assert not GridDesign.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"grid_low": "x"}, {"grid_low": "900"}, {"roads": "9999"}, {"micro_low": "0"}]
)
def test_wishes_that_cannot_be_keep_what_was_typed(client, design, changes):
    before = card(design).draft.spots
    answer = post(client, "design-propose", design, **{**WISHES, "micro_high": "61", **changes})
    assert answer.status_code == 422
    if changes.get("grid_low") != "x":
        assert 'value="61"' in answer.content.decode()
    assert card(design).draft.spots == before


def test_a_name_from_a_file_is_shown_as_it_is(client):
    upload(client, TABLE.replace("1幢", "<b>&幢", 1))
    design = GridDesign.objects.get().pk
    post(client, "design-propose", design, **WISHES)
    shown = page(client, "design-grid", design, card(design).draft.spots[0].grid)
    assert "<b>" not in shown and "&lt;b&gt;&amp;幢" in shown


def test_where_a_grid_of_today_goes_is_asked(client):
    upload(client, re.sub(r",3-[12]\n", ",2\n", TABLE))
    design = GridDesign.objects.get().pk
    post(client, "design-propose", design, **WISHES)
    field = f"goes-{NANYANG}003"
    assert f'name="{field}"' in page(client, "design-hand-in", design)
    refused = post(client, "design-hand-in", design)
    assert refused.status_code == 422 and "今后归入哪个网格" in refused.content.decode()
    assert post(client, "design-hand-in", design, **{field: "1"}).status_code == 302
    assert "1 个并入其他" in page(client, "design-adopt", design)


def test_only_the_communitys_own_offices_see_a_draft(client, looked_at_by, design):
    assert looked_at_by(outside).get(reverse("design", args=[design])).status_code == 403
    assert looked_at_by(PUBLIC).get(reverse("design", args=[design])).status_code == 302


def test_the_buildings_are_a_file_too(client, design):
    answer = client.get(reverse("design", args=[design]), {"as": "csv"})
    assert answer["Content-Type"] == "text/csv"
    assert len(answer.content.decode("utf-8-sig").splitlines()) == 37


@pytest.fixture
def large(client):
    """A community of 4,000 households in 300 buildings."""
    buildings = tuple(Surveyed(one.id, one.x, one.y, one.households) for one in town())
    design = drafting.begin(Survey(drafting.ORIGIN, buildings))
    post(client, "design-propose", design, **{**WISHES, "grid_low": "200", "grid_high": "300"})
    return design


@pytest.mark.slow
def test_pages_stay_light_for_a_large_community(client, large):
    grid = card(large).grids[0].part.grid
    for address in (
        reverse("designs"), reverse("design-new"), reverse("design", args=[large]),
        reverse("design-grid", args=[large, grid]) + "?building=1",
        reverse("design-hand-in", args=[large]),
    ):  # fmt: skip
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            answer = client.get(address)
        assert answer.status_code == 200
        assert len(answer.content) <= 60_000, address
        assert len(found) <= 25, address


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_page_has_one_heading_its_language_and_labels(client, design, language):
    client.cookies["django_language"] = language
    grid = card(design).grids[0].part.grid
    for address in (
        reverse("designs"), reverse("design-new"), reverse("design", args=[design]),
        reverse("design-grid", args=[design, grid]) + "?building=1",
        reverse("design-hand-in", args=[design]), reverse("design-adopt", args=[design]),
    ):  # fmt: skip
        body = client.get(address).content.decode()
        assert body.count("<h1") == 1
        main = body[body.index("<main") :]
        for field in re.findall(r"<(?:input|select)[^>]*>", main):
            if not re.search('type="hidden"|type="radio"', field):
                identity = re.search(r'id="([^"]+)"', field)
                assert identity and f'for="{identity[1]}"' in main, field
        assert not re.search(r'\sstyle="|\son[a-z]+="|javascript:', body)
        if language == "en":
            visible = re.sub(r"<pre.*?</pre>|<[^>]+>", " ", main, flags=re.S)
            assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"名\d+", "", visible)), address

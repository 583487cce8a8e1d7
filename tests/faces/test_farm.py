"""The pages of a cooperative's head and of work in the field."""

from __future__ import annotations

import json
import re
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongfu.domains.fields import actions, queries
from gongfu.domains.fields.actions import PlotLine
from gongfu.domains.fields.models import Batch, Plot, Sowing, Work
from gongfu.kernel.ledger import reading
from tests import worlds
from tests.domains.fields.worlds import BEGAN, MORNING, Cooperative, square

JSON = {"Accept": "application/json"}
KEPT = {"headers": {"Gongfu-Keep": "1"}}


@pytest.fixture
def farm(looked_at_by):
    """A cooperative with a melon plot that may be harvested, and a free one."""
    found = Cooperative()
    found.melon = found.plot("A1")
    found.free = found.plot("A2")
    found.sowing = found.sow(found.melon)
    found.client = looked_at_by(found.head)
    return found


def post(farm, name, *arguments, headers=None, **values):
    values.setdefault("key", str(uuid.uuid4()))
    address = reverse(name, args=[farm.id, *arguments])
    return farm.client.post(address, values, headers=headers or {})


def read(farm, name, *arguments, **query):
    return farm.client.get(reverse(name, args=[farm.id, *arguments]), query).content.decode()


ONE = ("farm", "farm-work", "farm-sow", "farm-stock", "farm-cost", "farm-records", "farm-plots",
       "farm-plot-new", "farm-plots-take", "farm-marks")  # fmt: skip
CROP = ("farm-harvest", "farm-event", "farm-clear")
PLOT = ("farm-plot", "farm-plot-change", "farm-plot-split", "farm-plot-merge", "farm-plot-hand")
BATCH = ("farm-batch", "farm-sell", "farm-grade")


def addresses(farm):
    batch = farm.weigh(farm.sowing)
    number = reading.size()
    yield from (reverse(name, args=[farm.id]) for name in ONE)
    yield from (reverse(name, args=[farm.id, farm.sowing]) for name in CROP)
    yield from (reverse(name, args=[farm.id, farm.free]) for name in PLOT)
    yield from (reverse(name, args=[farm.id, batch]) for name in BATCH)
    yield reverse("farm-record", args=[farm.id, number])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_is_light_asked_with_few_queries_and_labelled(farm, language):
    farm.client.cookies["django_language"] = language
    for address in addresses(farm):
        farm.client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = farm.client.get(address)
        body = answer.content.decode()
        assert answer.status_code == 200, address
        assert len(asked) <= 25, (address, len(asked))
        assert len(answer.content) <= 60_000 and body.count("<h1") == 1, address
        main = body[body.index("<main") :]
        for field in re.findall(r"<(?:input|select|textarea)[^>]*>", main):
            if 'type="hidden"' in field or 'type="radio"' in field or 'type="checkbox"' in field:
                continue
            assert f'for="{re.search(r"id=.([^ ]+?).[ >]", field)[1]}"' in main, (address, field)


def test_a_harvest_is_weighed_in_jin_and_the_unit_remembered(farm):
    answer = post(farm, "farm-harvest", farm.sowing, number="2000", weight="jin")
    assert answer.status_code == 302 and answer.cookies["weight"].value == "jin"
    assert Batch.objects.get().grams == 1_000_000
    assert "2\u202f000 斤" in farm.client.get(answer.url).content.decode()
    post(farm, "farm-harvest", farm.sowing, number="12.5", weight="kg")
    assert farm.client.cookies["weight"].value == "kg"
    assert 'value="kg" checked' in read(farm, "farm-harvest", farm.sowing)
    assert sorted(Batch.objects.values_list("grams", flat=True)) == [12_500, 1_000_000]


def test_jin_taken_for_kilograms_are_asked_about_and_a_yes_is_recorded(farm):
    before = reading.size()
    typed = {"number": "40000", "weight": "kg"}
    answer = post(farm, "farm-harvest", farm.sowing, **typed)
    body = answer.content.decode()
    assert answer.status_code == 422 and 'value="40000"' in body
    asked = re.search(r'<button[^>]*data-about="unit"[^>]*>', body)[0]
    assert "hidden" not in asked
    assert reading.size() == before
    said = post(farm, "farm-harvest", farm.sowing, headers=JSON, **typed).json()
    assert said["about"] == "unit" and "公斤" in said["words"]
    assert post(farm, "farm-harvest", farm.sowing, sure="unit", **typed).status_code == 302
    assert Work.objects.get(sort="weighed").grams == 40_000_000


def test_the_outbox_is_answered_once_and_the_day_is_that_of_the_tap(farm):
    tapped = worlds.MORNING - timedelta(days=2)
    values = {
        "number": "100", "weight": "jin", "key": str(uuid.uuid4()),
        "ended_at": tapped.isoformat(),
    }  # fmt: skip
    first = post(farm, "farm-harvest", farm.sowing, headers=JSON, **values)
    again = post(farm, "farm-harvest", farm.sowing, headers=JSON, **values)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert Work.objects.get(sort="weighed").on == worlds.TODAY - timedelta(days=2)


@pytest.mark.parametrize(
    "changes",
    [{"number": "many"}, {"number": ""}, {"number": "-3"}, {"number": "1e30"}, {"number": "NaN"},
     {"number": "0"}, {"weight": "stone"}, {"key": "x"}, {"ended_at": "soon"}, {"on": "2031-01-01"},
     {"number": "0.0001"}],
)  # fmt: skip
def test_a_weight_that_cannot_be_is_refused_as_typed(farm, changes):
    before = reading.size()
    values = {"number": "100", "weight": "jin", **changes}
    answer = post(farm, "farm-harvest", farm.sowing, **values)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert reading.size() == before


def test_a_treatment_shows_from_when_may_be_harvested_and_holds_the_harvest(farm):
    values = {"what": "treat", "sort": "fungicide", "days": "7"}
    answer = post(farm, "farm-event", farm.sowing, **values)
    assert "9月23日前不采收" in farm.client.get(answer.url).content.decode()
    assert "9月23日前不采收" in read(farm, "farm-work")
    assert "9月23日之前不能采收" in read(farm, "farm-harvest", farm.sowing)
    refused = post(farm, "farm-harvest", farm.sowing, number="10", weight="jin")
    assert refused.status_code == 422


def test_labour_counts_all_hands_together(farm):
    post(farm, "farm-event", farm.sowing, what="labour", task="care", hands="3", hours="4")
    assert Work.objects.get(sort="labour").minutes == 12 * 60


def test_a_batch_is_graded_sold_by_the_jin_and_its_rest_shown(farm):
    batch = farm.weigh(farm.sowing, jin=1000)
    post(farm, "farm-grade", batch, number="100", weight="jin", grade="waste")
    body = read(farm, "farm-sell", batch)
    assert 'value="900"' in body
    sale = {"number": "400", "weight": "jin", "yuan": "2.8", "by": "price", "buyer": "shop"}
    assert post(farm, "farm-sell", batch, **sale).status_code == 302
    assert Work.objects.get(sort="sold").fen == 112_000
    assert "500 斤" in read(farm, "farm-stock")
    too_much = {**sale, "number": "600"}
    assert post(farm, "farm-sell", batch, **too_much).status_code == 422
    assert post(farm, "farm-sell", batch, **{**sale, "buyer": ""}).status_code == 422


def test_the_label_leads_to_the_trace_without_plot_or_person(farm):
    batch = farm.weigh(farm.sowing)
    body = read(farm, "farm-batch", batch)
    assert f"/trace/{batch}/" in body and "<svg" in body


def test_a_cost_goes_to_one_crop_or_to_all(farm):
    post(farm, "farm-cost", yuan="320.5", sort="film", sowing=farm.sowing, voucher="1")
    post(farm, "farm-cost", yuan="100", sort="water")
    found = Work.objects.filter(sort="paid").order_by("number").values_list("fen", "plot")
    assert list(found) == [(32_050, farm.melon), (10_000, "")]


def test_a_crop_is_cleared_and_the_next_one_sown_with_two_choices(farm):
    assert post(farm, "farm-clear", farm.sowing, reason="harvested").status_code == 302
    plan = {"plot": farm.melon, "plan": "melon-late-rice late-rice"}
    asked = post(farm, "farm-sow", **plan)
    assert asked.status_code == 422 and "window" in asked.content.decode()
    assert post(farm, "farm-sow", sure="window", **plan).status_code == 302
    assert Work.objects.filter(sort="sown", crop="late-rice").count() == 1


def test_ones_own_record_is_taken_back_for_ten_seconds_by_one_button(farm):
    answer = post(farm, "farm-harvest", farm.sowing, number="10", weight="jin")
    body = farm.client.get(answer.url).content.decode()
    number = Work.objects.get(sort="weighed").number
    assert reverse("farm-take-back", args=[farm.id, number]) in body
    post(farm, "farm-take-back", number)
    assert Work.objects.get(pk=number).reversed
    assert "已撤回" in read(farm, "farm-records")


def test_an_older_record_is_taken_back_when_another_confirms(farm, looked_at_by):
    number = Sowing.objects.get().number
    body = read(farm, "farm-record", number)
    assert "提出撤回" in body
    assert post(farm, "farm-correct", number, do="ask").status_code == 302
    body = read(farm, "farm-record", number)
    assert "等另一位确认" in body and "同意撤回" not in body
    again = post(farm, "farm-correct", number, do="confirm")
    assert again.status_code == 403, "nobody is one's own second"
    client = looked_at_by(farm.watcher)
    for page in ("farm", "farm-records"):
        assert "待撤回的记录" in client.get(reverse(page, args=[farm.id])).content.decode()
    where = reverse("farm-record", args=[farm.id, number])
    assert "同意撤回" in client.get(where).content.decode()
    client.post(
        reverse("farm-correct", args=[farm.id, number]), {"do": "confirm", "key": str(uuid.uuid4())}
    )
    body = client.get(where).content.decode()
    assert Work.objects.get(pk=number).reversed and "同意撤回" not in body
    own = looked_at_by(farm.anna).get(where).content.decode()
    assert "提出撤回" not in own


def test_a_plot_is_registered_changed_split_merged_and_handed_on(farm):
    form = {"tag": "B1", "area": "1", "area_unit": "ha", "cover": "open", "soil": "loam",
            "lessor": "collective"}  # fmt: skip
    assert post(farm, "farm-plot-new", **form).status_code == 302
    plot = Plot.objects.get(tag="B1")
    assert (plot.area, plot.lessor) == (1500, "collective")
    assert "村集体" in read(farm, "farm-plot", plot.plot)
    assert post(farm, "farm-plot-new", **{**form, "tag": "B9", "lessor": "moon"}).status_code == 422
    assert post(farm, "farm-plot-change", plot.plot, **{**form, "cover": "greenhouse"}).url
    assert Plot.objects.get(tag="B1").cover == "greenhouse"
    parts = {"tag1": "B1-1", "area1": "7", "tag2": "B1-2", "area2": "8", "area_unit": "mu"}
    wrong = post(farm, "farm-plot-split", plot.plot, **{**parts, "area2": "9"})
    assert wrong.status_code == 422 and "B1-2" in wrong.content.decode()
    assert post(farm, "farm-plot-split", plot.plot, **parts).status_code == 302
    one, two = (Plot.objects.get(tag=tag) for tag in ("B1-1", "B1-2"))
    merged = {"with": two.plot, "tag": "B2"}
    assert post(farm, "farm-plot-merge", one.plot, **merged).status_code == 302
    whole = Plot.objects.get(tag="B2")
    assert (whole.area, whole.lessor) == (1500, "collective")
    assert post(farm, "farm-plot-hand", whole.plot, household=farm.second).status_code == 302
    assert Plot.objects.get(tag="B2").household == farm.second
    assert post(farm, "farm-plot-hand", whole.plot, household="return").status_code == 302
    assert Plot.objects.get(tag="B2").reason == "returned"


def test_an_outline_that_differs_from_the_area_is_asked_about(farm):
    outline = square(120.7, 30.7, 0.001)
    form = {"tag": "C1", "area": "20", "area_unit": "mu", "cover": "open", "soil": "clay",
            "outline": outline}  # fmt: skip
    asked = post(farm, "farm-plot-new", **form)
    assert asked.status_code == 422 and "fields.area-doubt" in asked.content.decode()
    assert post(farm, "farm-plot-new", sure="area", **form).status_code == 302
    plot = Plot.objects.get(tag="C1").plot
    assert "相差" in read(farm, "farm-plot", plot)
    assert '<svg class="plots"' in read(farm, "farm")
    broken = post(farm, "farm-plot-new", **{**form, "tag": "C2", "outline": "{}"})
    assert broken.status_code == 422


def test_plots_go_out_and_come_in_again_as_files(farm):
    out = farm.client.get(reverse("farm-plots", args=[farm.id]), {"as": "geojson"})
    found = json.loads(out.content)
    assert [one["properties"]["tag"] for one in found["features"]] == ["A1", "A2"]
    found["features"][0]["properties"] |= {"tag": "D1", "lessor": "state"}
    outline = json.loads(square(120.8, 30.7, 0.001).replace("'", '"'))
    found["features"][0]["geometry"] = outline
    found["features"][0]["properties"]["area_mu"] = "15.97"
    text = json.dumps(found).encode()
    answer = take(farm, "plots.geojson", text)
    assert answer.status_code == 302, answer.content.decode()
    assert Plot.objects.get(tag="D1").outline and Plot.objects.count() == 3
    assert Plot.objects.get(tag="D1").lessor == "state"
    csv = farm.client.get(reverse("farm-plots", args=[farm.id]), {"as": "csv"}).content
    assert take(farm, "plots.csv", csv.replace(b"A1,", b"E1,")).status_code == 302
    assert take(farm, "plots.csv", b"nothing").status_code == 422
    wrong = take(farm, "plots.csv", b"tag,area_mu,cover\nF1,3,open\nF2,3,roof\n")
    assert wrong.status_code == 422 and Plot.objects.filter(tag="F1").count() == 0


def take(farm, name, body):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return post(farm, "farm-plots-take", file=SimpleUploadedFile(name, body))


def test_areas_and_weights_are_shown_in_the_readers_units(farm):
    assert "20 亩" in read(farm, "farm")
    farm.client.post(reverse("farm-units"), {"area": "ha", "weight": "kg", "next": "/fields/"})
    assert "1.3333 公顷" in read(farm, "farm")


def test_a_member_sees_and_works_on_its_own_plots_alone(farm, looked_at_by):
    other = farm.plot("Z-9", household=farm.second)
    farm.sow(other)
    farm.client = looked_at_by(farm.anna)
    body = read(farm, "farm-work")
    assert "A1" in body and "Z-9" not in body
    assert post(farm, "farm-harvest", farm.sowing, number="9", weight="jin").status_code == 302
    assert farm.client.get(reverse("farm-plot", args=[farm.id, other])).status_code == 404


def test_a_page_to_be_kept_holds_no_name(farm):
    for name, arguments in (("farm-work", ()), ("farm-harvest", (farm.sowing,)),
                            ("farm-event", (farm.sowing,))):  # fmt: skip
        answer = farm.client.get(reverse(name, args=[farm.id, *arguments]), **KEPT)
        assert answer["Gongfu-Kept"] == "1"
        body = answer.content.decode()
        assert not [one for one in ("人0", "人2", farm.first, farm.head.person) if one in body]


def test_a_crop_or_batch_of_another_cooperative_is_not_found(farm):
    other = Cooperative(number=2)
    for name, argument in (("farm-harvest", farm.sowing), ("farm-plot", farm.melon)):
        assert farm.client.get(reverse(name, args=[other.id, argument])).status_code in (403, 404)
    assert farm.client.get(reverse("farm", args=["none"])).status_code == 404


def board(farm, year=2021):
    return queries.board_of(farm.head, farm.id, year, worlds.TODAY)


def test_the_parts_of_the_difference_sum_to_what_was_taken(farm):
    batch = farm.weigh(farm.sowing, jin=36_000)
    farm.sell(batch, 30_000, 90_000)
    parts = board(farm).parts[farm.melon]
    assert sum(parts) == 9_000_000
    assert parts.usual == 11_200_000 and parts.yields == -1_120_000
    assert parts.price == 600_000 and parts.unsold == -1_680_000 and parts.coming == 0
    body = read(farm, "farm-marks")
    assert "每亩 9\u202f000 元" in body and "−1\u202f120" in body and "90 %" in body
    assert "产量高低" in body and "按农户" in body


def test_what_still_stands_is_to_come_and_no_loss(farm):
    parts = board(farm).parts[farm.melon]
    assert parts.coming == -parts.usual and parts.yields == 0


def test_takings_since_last_year_are_moved_by_area_yield_and_price(farm):
    last = farm.plot("L1", 5)
    sown = farm.sow(last, on=date(2020, 1, 15))
    batch = farm.weigh(sown, 10_000, date(2020, 5, 1))
    farm.sell(batch, 10_000, 28_000, date(2020, 5, 2))
    assert board(farm, 2020).since is None
    farm.sell(farm.weigh(farm.sowing, jin=24_000), 24_000, 60_000)
    found = board(farm).since
    assert (found.before, found.now) == (2_800_000, 6_000_000)
    assert (found.area, found.yields, found.price) == (2_800_000, 1_120_000, -720_000)
    assert "与上年相比" in read(farm, "farm-marks")


def test_the_board_is_a_file_whose_lines_are_those_of_the_screen(farm):
    farm.sell(farm.weigh(farm.sowing, jin=2000), 2000, 6000)
    text = farm.client.get(reverse("farm-marks", args=[farm.id]), {"as": "csv"}).content.decode()
    [_head, line] = text.splitlines()
    assert line.startswith("A1,10.00,") and ",6000.00," in line


def test_the_home_of_a_large_cooperative_stays_light_and_leads_nearer(farm):
    lines = [
        PlotLine(
            f"{'ABC'[n // 100]}{n % 100 + 10}", 600, BEGAN, cover="greenhouse",
            household=farm.households[n % 2], sure=("area",),
            outline=square(round(120.7 + n % 20 * 0.0007, 6), round(30.6 + n // 20 * 0.0007, 6), 0.0006),
        )
        for n in range(300)
    ]  # fmt: skip
    actions.register_plots(farm.head, lines, cooperative=farm.id, at=MORNING)
    read(farm, "farm")
    with CaptureQueriesContext(connection) as asked:
        body = read(farm, "farm")
    assert len(asked) <= 25 and len(body.encode()) <= 60_000
    assert body.count("<path") <= 3 and body.count('class="zone"') == 36
    nearer = read(farm, "farm", zone="0-0")
    assert nearer.count("/land/") >= 5 and 'class="zone"' not in nearer
    assert '<svg class="plots"' in read(farm, "farm", zone="nonsense")

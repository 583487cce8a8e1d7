"""A form is registered, bound, filled and taken along; a sheet is mended and taken in."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from tests.faces.sheets import books
from tests.faces.sheets.test_forms import report
from tests.journeys.conftest import _SETUP, Server, free_port
from tests.journeys.test_key_team import shown_number

pytestmark = pytest.mark.browser
TODAY = date(2021, 9, 20)
_MORE = """
from gongfu.domains.keys.actions import Needs
from gongfu.domains.keys.actions import Registration as Elder
early = moment(date(2021, 1, 6), 9)
more = [Newcomer(Details(name, label=name), place) for name in ("周秀英", "周强", "杨帆")]
elder, kin, officer = (
    one.deed.person for one in register_people(FOUNDER, more, on=FOUNDED, at=FOUNDED_AT)
)
needs = Needs(3, "alone")
one = Elder(elder, place + "001", needs, date(2022, 9, 1), contacts=((kin, "child"),))
actions.register_elder(FOUNDER, one, at=early)
actions.sign_agreement(
    FOUNDER, elder=elder, keeper=keeper, kin=kin, until=date(2022, 9, 1), at=early
)
actions.assign_keeper(FOUNDER, elder=elder, keeper=keeper, at=early)
office = Office(officer, "DEP", "330402000000")
appoint(FOUNDER, office, on=date(2021, 1, 4), second=CLERK.person, at=moment(date(2021, 1, 4), 9))
Account.objects.create(username="officer-330402000000", person=officer, password="!")
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A running server with an officer, a secretary, and an elder in the care of 朱守义."""
    found = Server(tmp_path_factory.mktemp("district"), free_port(), _SETUP + _MORE)
    found.start()
    yield found
    found.stop()


def slip(elder, begins, ends):
    return (elder, "朱守义", TODAY, begins, ends, "都好")


def saved(page, folder, link):
    """Download what a link leads to; return the path."""
    with page.expect_download() as started:
        page.click(link)
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def write(path, data):
    path.write_bytes(data)
    return path


def test_a_sheet_is_mended_by_its_marks_and_taken_in(server, phone, tmp_path):
    secretary = phone("secretary")
    before = shown_number(secretary, "/figures/keys.visits/?period=2021-09&place=330402007032")
    secretary.goto("/sheets/")
    wrong = books.slips(slip("周秀英", "7:00", "7:20"), slip("周秀瑛", "8:00", "25:00"))
    secretary.set_input_files("#id-file", write(tmp_path / "走访.xlsx", wrong))
    secretary.click("button:has-text('上传并查看')")
    secretary.click("button:has-text('核对各行')")
    assert "走访!B5" in secretary.content() and "走访!F5" in secretary.content()
    marked = saved(secretary, tmp_path, "a:has-text('下载标出错误的原表')")
    book = openpyxl.load_workbook(marked)
    cell = book["走访"]["B5"]
    assert "周秀瑛" in cell.comment.text and cell.fill.fill_type == "solid"
    assert (
        shown_number(secretary, "/figures/keys.visits/?period=2021-09&place=330402007032") == before
    )

    cell.value, book["走访"]["F5"].value = "周秀英", "8:20"
    book.save(marked)
    secretary.goto("/sheets/")
    secretary.set_input_files("#id-file", marked)
    secretary.click("button:has-text('上传并查看')")
    assert "没有错误" in secretary.content(), "the same sheet is recognised"
    secretary.click("button:has-text('入账 2 行')")
    assert "已入账 2 行" in secretary.locator("h1").inner_text()
    assert (
        shown_number(secretary, "/figures/keys.visits/?period=2021-09&place=330402007032")
        == before + 2
    )
    assert secretary.faults == []


def test_a_form_is_registered_bound_and_filled_in_three_taps(server, phone, tmp_path):
    officer = phone("officer")
    officer.goto("/forms/")
    officer.click("a:has-text('登记一张表')")
    officer.set_input_files("#id-file", write(tmp_path / "月报.xlsx", report()))
    for name, value in (("title", "敬老服务月报"), ("issuer", "民政局"), ("until", "2022-06-30"),
                        ("times", "12"), ("minutes", "30"), ("people", "143")):  # fmt: skip
        officer.fill(f"[name={name}]", value)
    officer.click("button:has-text('登记并指格')")
    officer.locator("td.open a").first.click()
    assert officer.locator("#editor h2").inner_text()
    officer.click("button:has-text('接受全部')")
    assert "格已有来源" in officer.content()

    secretary = phone("secretary")
    secretary.goto("/forms/")
    secretary.click("main a:has-text('敬老服务月报')")
    secretary.click("button:has-text('填好这张表')")
    path = saved(secretary, tmp_path, "a:has-text('下载')")
    book = openpyxl.load_workbook(path)
    sheet, before = book["月报"], openpyxl.load_workbook(tmp_path / "月报.xlsx")["月报"]
    assert sheet["A2"].value == "填报单位：南杨社区"
    assert sheet.merged_cells.ranges == before.merged_cells.ranges
    assert book.sheetnames[-1] in sheet["C5"].hyperlink.location
    secretary.goto("/forms/")
    assert "南杨社区" in secretary.locator("main table").inner_text()
    assert secretary.faults == [] and officer.faults == []

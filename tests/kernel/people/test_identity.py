"""Identity numbers, phones, credit codes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.kernel.people.identity import (
    BadCreditCode,
    BadIdNumber,
    BadPhone,
    Sex,
    normal_credit_code,
    normal_phone,
    read_card,
    synthetic_card,
)

TODAY = date(2021, 9, 1)
ZHOU = synthetic_card(birthday=date(1938, 5, 12), order=2)


def test_a_card_says_birthday_and_sex() -> None:
    card = read_card(ZHOU, on=TODAY)
    assert (card.birthday, card.sex) == (date(1938, 5, 12), Sex.FEMALE)
    assert read_card(synthetic_card(birthday=date(1960, 2, 29), order=1), on=TODAY).sex is Sex.MALE


def test_an_elder_whose_county_is_younger_than_she_is_accepted() -> None:
    assert read_card("330402193801010028", on=TODAY).birthday == date(1938, 1, 1)


def test_spaces_and_small_x_are_read() -> None:
    number = next(
        n
        for order in range(1, 99)
        if (n := synthetic_card(birthday=date(1938, 5, 12), order=order)).endswith("X")
    )
    typed = f" {number[:6]} {number[6:14]} {number[14:].lower()}"
    assert read_card(typed, on=TODAY).number == number


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(position: int, shift: int) -> None:
    digit = ZHOU[position]
    changed = "X" if digit == "X" else str((int(digit) + shift) % 10)
    if changed != digit:
        with pytest.raises(BadIdNumber):
            read_card(ZHOU[:position] + changed + ZHOU[position + 1 :], on=TODAY)


@pytest.mark.parametrize("text", ["", "330402", "330402380512002", "x" * 18, "٣" * 18, "0" * 18])
def test_what_is_no_card_number_is_refused(text: str) -> None:
    with pytest.raises(BadIdNumber):
        read_card(text, on=TODAY)


@pytest.mark.parametrize("birthday", [date(1889, 12, 31), date(2021, 9, 2)])
def test_a_birthday_too_long_ago_or_to_come_is_refused(birthday: date) -> None:
    with pytest.raises(BadIdNumber):
        read_card(synthetic_card(birthday=birthday, order=2), on=TODAY)


@pytest.mark.parametrize(
    "text", ["13800000000", "138 0000 0000", "+86 138-0000-0000", "0086 13800000000"]
)
def test_a_phone_is_kept_in_one_form(text: str) -> None:
    assert normal_phone(text) == "+8613800000000"


def test_a_landline_keeps_its_area() -> None:
    assert normal_phone("0573-82000000") == "+8657382000000"


@pytest.mark.parametrize("text", ["", "1380000000", "12345", "abc", "138000000001", "82000000"])
def test_what_is_no_phone_is_refused(text: str) -> None:
    with pytest.raises(BadPhone):
        normal_phone(text)


def test_a_credit_code_is_checked() -> None:
    assert normal_credit_code("9111 0000 6000 37341l") == "91110000600037341L"
    with pytest.raises(BadCreditCode):
        normal_credit_code("91110000600037341M")

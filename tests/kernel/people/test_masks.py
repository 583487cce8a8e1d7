"""Masks."""

from __future__ import annotations

import pytest

from gongfu.kernel.people import masks


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("周桂英", "周*"),
        ("周英", "周*"),
        ("欧阳桂英", "欧阳*"),
        ("欧阳", "欧*"),
        ("", ""),
    ],
)
def test_of_a_name_the_surname_stays(name: str, masked: str) -> None:
    assert masks.mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("+8613800001234", "138****1234"), ("+85291234567", "****67"), ("", "")],
)
def test_of_a_phone_the_middle_is_hidden(phone: str, masked: str) -> None:
    assert masks.mask_phone(phone) == masked


def test_of_an_identity_number_four_characters_stay() -> None:
    assert masks.mask_card("33049919380512002X") == "···· 002X"


def test_of_an_address_nothing_stays_and_of_a_birthday_the_year() -> None:
    assert masks.mask_address("某路 1 号") == "····"
    assert masks.mask_birthday("1938-05-12") == "1938"
    assert masks.mask_address("") == masks.mask_birthday("") == ""

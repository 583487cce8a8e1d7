"""Sealing, wrapping, finding."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.kernel.people.ids import LENGTH, id_of, is_id, new_id, seeded_ids
from gongfu.kernel.people.keyrings import BadSecret, keyring_of
from gongfu.kernel.people.sealing import Keyring, Suite, Unreadable

ZHOU, WANG = id_of(b"z" * 16), id_of(b"w" * 16)
SECRET, OTHER = (
    "one secret of a synthetic district",
    "another secret of the same district",
)
SUITES = pytest.mark.parametrize("suite", list(Suite))


def _keyring(suite: Suite = Suite.AES_256_GCM) -> Keyring:
    cipher = {Suite.AES_256_GCM: "aes-gcm", Suite.SM4_GCM: "sm4-gcm"}[suite]
    return keyring_of(master=SECRET, finding=SECRET, cipher=cipher)


@SUITES
def test_what_is_sealed_opens_again(suite: Suite) -> None:
    keyring = _keyring(suite)
    key, wrapped = keyring.new_data_key(ZHOU)
    sealed = key.seal_text("周桂英", field="name")
    assert keyring.data_key(ZHOU, wrapped).open_text(sealed, field="name") == "周桂英"
    assert "周桂英".encode() not in sealed


@SUITES
@given(where=st.integers(0, 200), bit=st.integers(0, 7))
def test_one_changed_bit_is_found(suite: Suite, where: int, bit: int) -> None:
    keyring = _keyring(suite)
    key, _wrapped = keyring.new_data_key(ZHOU)
    sealed = bytearray(key.seal_text("周桂英", field="name"))
    sealed[where % len(sealed)] ^= 1 << bit
    with pytest.raises(Unreadable):
        key.open_text(bytes(sealed), field="name")


def test_a_value_opens_for_no_other_field_or_person() -> None:
    keyring = _keyring()
    key, wrapped = keyring.new_data_key(ZHOU)
    sealed = key.seal_text("某路 1 号", field="address")
    with pytest.raises(Unreadable):
        key.open_text(sealed, field="name")
    with pytest.raises(Unreadable):
        keyring.data_key(WANG, wrapped)


def test_a_keyring_of_another_suite_still_reads_old_values() -> None:
    old = _keyring()
    key, wrapped = old.new_data_key(ZHOU)
    sealed = key.seal_text("周桂英", field="name")
    new = Keyring(old.wrapping, old.current, old.finding, Suite.SM4_GCM)
    assert new.data_key(ZHOU, wrapped).open_text(sealed, field="name") == "周桂英"
    assert new.rewrapped(ZHOU, wrapped)[0] == Suite.SM4_GCM


def test_after_rotation_old_keys_read_and_new_ones_wrap() -> None:
    _key, wrapped = keyring_of(master=SECRET, finding=SECRET).new_data_key(ZHOU)
    both = keyring_of(master=f"2:{OTHER},1:{SECRET}", finding=SECRET)
    again = both.rewrapped(ZHOU, wrapped)
    assert (wrapped[1], again[1]) == (1, 2)
    only_new = keyring_of(master=f"2:{OTHER}", finding=SECRET)
    assert only_new.data_key(ZHOU, again)
    with pytest.raises(Unreadable):
        only_new.data_key(ZHOU, wrapped)


def test_values_are_found_by_a_hash_that_needs_the_key() -> None:
    one = _keyring()
    other = keyring_of(master=SECRET, finding=OTHER)
    assert one.find_hash("+8613800000000", field="phone") == one.find_hash(
        "+8613800000000", field="phone"
    )
    assert one.find_hash("+8613800000000", field="phone") != other.find_hash(
        "+8613800000000", field="phone"
    )
    assert one.find_hash("1", field="phone") != one.find_hash("1", field="id_number")
    assert one.finding not in one.wrapping.values()


@pytest.mark.parametrize("master", ["short", f"0:{SECRET}", f"256:{SECRET}", f"x:{SECRET}"])
def test_a_bad_secret_is_refused(master: str) -> None:
    with pytest.raises(BadSecret):
        keyring_of(master=master, finding=SECRET)


def test_each_key_is_drawn_apart() -> None:
    keyring = keyring_of(master=SECRET, finding=SECRET, cipher="sm4-gcm")
    assert keyring.suite is Suite.SM4_GCM
    assert keyring.finding not in keyring.wrapping.values()
    assert len(keyring.finding) == len(keyring.wrapping[1]) == 32


def test_ids_are_opaque_and_of_one_length() -> None:
    made = {new_id() for _one in range(1000)}
    assert len(made) == 1000
    assert all(is_id(one) and len(one) == LENGTH for one in made)
    assert not is_id("周桂英")


def test_a_synthetic_district_draws_the_same_ids_again() -> None:
    drawn = []
    for _run in range(2):
        with seeded_ids(random.Random(7).randbytes):
            drawn.append([new_id(), new_id()])
    assert drawn[0] == drawn[1]
    assert new_id() not in drawn[0]

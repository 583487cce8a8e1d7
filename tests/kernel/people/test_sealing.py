"""Sealing, wrapping, finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongfu.kernel.people.ids import LENGTH, id_of, is_id, new_id
from gongfu.kernel.people.keyrings import (
    KeysExposed,
    load_keyring,
    load_or_create,
    new_keyring,
    rotated,
    save_keyring,
)
from gongfu.kernel.people.sealing import Keyring, Suite, Unreadable

ZHOU, WANG = id_of(b"z" * 16), id_of(b"w" * 16)
SUITES = pytest.mark.parametrize("suite", list(Suite))


@SUITES
def test_what_is_sealed_opens_again(suite: Suite) -> None:
    keyring = new_keyring(suite=suite)
    key, wrapped = keyring.new_data_key(ZHOU)
    sealed = key.seal_text("周桂英", field="name")
    assert keyring.data_key(ZHOU, wrapped).open_text(sealed, field="name") == "周桂英"
    assert "周桂英".encode() not in sealed


@SUITES
@given(where=st.integers(0, 200), bit=st.integers(0, 7))
def test_one_changed_bit_is_found(suite: Suite, where: int, bit: int) -> None:
    keyring = new_keyring(suite=suite)
    key, _wrapped = keyring.new_data_key(ZHOU)
    sealed = bytearray(key.seal_text("周桂英", field="name"))
    sealed[where % len(sealed)] ^= 1 << bit
    with pytest.raises(Unreadable):
        key.open_text(bytes(sealed), field="name")


def test_a_value_opens_for_no_other_field_or_person() -> None:
    keyring = new_keyring()
    key, wrapped = keyring.new_data_key(ZHOU)
    sealed = key.seal_text("某路 1 号", field="address")
    with pytest.raises(Unreadable):
        key.open_text(sealed, field="name")
    with pytest.raises(Unreadable):
        keyring.data_key(WANG, wrapped)


def test_a_keyring_of_another_suite_still_reads_old_values() -> None:
    old = new_keyring()
    key, wrapped = old.new_data_key(ZHOU)
    sealed = key.seal_text("周桂英", field="name")
    new = Keyring(old.wrapping, old.current, old.finding, Suite.SM4_GCM)
    assert new.data_key(ZHOU, wrapped).open_text(sealed, field="name") == "周桂英"
    assert new.rewrapped(ZHOU, wrapped)[0] == Suite.SM4_GCM


def test_after_rotation_old_keys_read_and_new_ones_wrap() -> None:
    old = new_keyring()
    _key, wrapped = old.new_data_key(ZHOU)
    new = rotated(old)
    again = new.rewrapped(ZHOU, wrapped)
    assert (wrapped[1], again[1]) == (1, 2)
    only_new = Keyring({2: new.wrapping[2]}, 2, new.finding)
    assert only_new.data_key(ZHOU, again)
    with pytest.raises(Unreadable):
        only_new.data_key(ZHOU, wrapped)


def test_values_are_found_by_a_hash_that_needs_the_key() -> None:
    one, other = new_keyring(), new_keyring()
    assert one.find_hash("+8613800000000", field="phone") == one.find_hash(
        "+8613800000000", field="phone"
    )
    assert one.find_hash("+8613800000000", field="phone") != other.find_hash(
        "+8613800000000", field="phone"
    )
    assert one.find_hash("1", field="phone") != one.find_hash("1", field="id_number")
    assert one.finding not in one.wrapping.values()


def test_a_keyring_is_kept_in_a_file_of_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "vault.keys"
    made = load_or_create(path, suite=Suite.SM4_GCM)
    assert load_or_create(path) == made == load_keyring(path)
    assert path.stat().st_mode & 0o777 == 0o600
    save_keyring(rotated(made), path)
    assert load_keyring(path).current == 2
    assert [file.name for file in tmp_path.iterdir()] == ["vault.keys"]


def test_a_file_of_keys_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vault.keys"
    load_or_create(path)
    path.chmod(0o640)
    with pytest.raises(KeysExposed):
        load_keyring(path)


def test_ids_are_opaque_and_of_one_length() -> None:
    made = {new_id() for _one in range(1000)}
    assert len(made) == 1000
    assert all(is_id(one) and len(one) == LENGTH for one in made)
    assert not is_id("周桂英")

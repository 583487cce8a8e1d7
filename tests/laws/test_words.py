"""Every text is in both languages."""

from gongfu.site import words


def test_every_text_is_in_both_languages():
    assert words.faults() == []

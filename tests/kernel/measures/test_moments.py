"""Moments in steps."""

from datetime import UTC, datetime, timedelta

from gongfu.kernel.measures.moments import steady


def test_a_steady_moment_is_never_behind_and_at_most_ten_seconds_ahead():
    for second in range(60):
        at = datetime(2021, 9, 20, 1, 59, second, 17, tzinfo=UTC)
        assert timedelta() < steady(at) - at <= timedelta(seconds=10)
    assert steady(datetime(2021, 9, 20, 1, 2, 31, tzinfo=UTC)) == steady(
        datetime(2021, 9, 20, 1, 2, 39, 999999, tzinfo=UTC)
    )

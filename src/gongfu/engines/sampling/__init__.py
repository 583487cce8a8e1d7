"""Draw a sample that nobody can choose, and say how much it tells of the whole."""

from gongfu.engines.sampling.bounds import least_among, share_between
from gongfu.engines.sampling.drawing import drawn

__all__ = ["drawn", "least_among", "share_between"]

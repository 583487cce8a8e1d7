"""Official statistics (统计): figures that reach the district from outside, received as deeds."""

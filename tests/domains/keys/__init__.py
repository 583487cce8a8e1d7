"""Tests of the key team."""

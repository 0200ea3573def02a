"""Benchmarks: a figure, and a reference that was measured in the same run."""

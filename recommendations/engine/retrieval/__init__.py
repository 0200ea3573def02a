"""Candidate generation: what several sources found becomes one list."""

"""Ranking: additive factors, and their blend."""

"""Re-ranking: the shop's rules over the ranking."""

"""The recommender: retrieval, ranking, re-ranking and explanation in plain Python and numpy; knows no database."""

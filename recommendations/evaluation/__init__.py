"""How good recommendations, features, interests and copy are; knows no database."""

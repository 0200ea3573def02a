"""Template tags of all staff pages."""

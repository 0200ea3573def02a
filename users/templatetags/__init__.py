"""Template tags of the users pages."""

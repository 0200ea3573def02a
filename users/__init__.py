"""Step two of the method: understand who acts, and who is recommended to."""

"""The life of a release and how two people's edits come together, in plain Python; knows no database."""

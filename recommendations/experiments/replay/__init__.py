"""What logged traffic tells of a list that nobody has seen yet."""

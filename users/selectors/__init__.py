"""What is read of the users app."""

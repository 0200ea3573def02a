"""What changes the users app: each mutation in one place, with all its duties."""

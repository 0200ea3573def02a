"""What changes the recommendations app: each mutation in one place, with all its duties."""

"""What changes the catalog app: each mutation in one place, with all its duties."""

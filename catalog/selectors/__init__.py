"""What is read of the catalog app."""

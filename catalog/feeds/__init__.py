"""Readers that turn product feeds into validated records; knows no Django model."""

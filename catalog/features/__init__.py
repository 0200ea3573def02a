"""Reads category, attributes, functions and audience out of product texts; knows no Django model."""

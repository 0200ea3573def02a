"""Readers and checks of shoppers' events; knows no Django model."""

"""Spanish: Django parts thousands by a space, Babel by a point."""

THOUSAND_SEPARATOR = "."

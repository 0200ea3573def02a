"""Chinese: Django parts no thousands, Babel every three digits by a comma."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3

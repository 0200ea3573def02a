"""Charts as the places of their marks; templates draw them as SVG, with a table of the same figures beside each."""

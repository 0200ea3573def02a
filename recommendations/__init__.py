"""Step three of the method: bring items and users together, explain, and measure."""

"""The recdash project: wiring of the three apps, and the libraries they share."""

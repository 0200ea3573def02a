"""Training: turns interactions into what serving reads; runs in workers and commands only."""

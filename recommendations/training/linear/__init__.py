"""Item-to-item models in closed form: one matrix says what follows, or goes with, what."""

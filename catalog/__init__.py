"""Step one of the method: understand what can be recommended."""

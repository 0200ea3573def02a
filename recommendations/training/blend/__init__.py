"""The blend: several recommenders, and weights of their scores that are learned on what was held out."""

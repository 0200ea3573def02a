"""The sequence model: a causal transformer that predicts the next item from a history."""

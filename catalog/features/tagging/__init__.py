"""The trained extractor: learns from verified values where a text states which attribute."""

"""Small framework-free helpers, one topic a file."""

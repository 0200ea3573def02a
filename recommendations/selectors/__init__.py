"""What is read for pages, commands and the API."""

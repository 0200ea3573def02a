"""From the address of a picture to bytes that a picture encoder reads, whoever the address comes from."""

"""Marketing copy: what it may say, how it is written and checked, and who decides. Knows no ORM."""

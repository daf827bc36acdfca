"""What the book writes to people by e-mail, and how far each letter has come."""

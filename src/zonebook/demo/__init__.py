"""What does a whole book look like? A demonstration one, filed and accepted like any other."""

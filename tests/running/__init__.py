"""A real installation in the hands of a test: a home of its own, the server as people run it, many clients at once."""

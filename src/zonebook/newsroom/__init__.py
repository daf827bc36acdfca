"""What has been said about a zone, does it hold against the book, and does it still?"""

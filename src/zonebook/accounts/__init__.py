"""Who are the people of the book, and what may each of them see and do?"""

"""How does each reader see the book: the public pages, the cabinets, the open data?"""

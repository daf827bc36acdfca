"""How is the book worked from the command line?"""

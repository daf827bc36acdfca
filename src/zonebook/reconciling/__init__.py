"""Do outside extracts (tax authority, pension fund, company register) say the same as the book, and if not, why?"""

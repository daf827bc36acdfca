"""Which form is asked for which period, of whom, and by when?"""

"""Who has to be reminded of what today, and in which words?"""

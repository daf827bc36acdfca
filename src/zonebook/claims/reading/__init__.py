"""Russian text read by rules: words and numbers, then what they count, then of whom, when and by whose word.

`reader` puts the others together; each of them answers one question about a number.
"""

"""What a zone owes others: the summary tables of the ministry, and the bridges between two levels.

Nothing is kept here: a table is asked of the book anew, as known at its moment, and comes out the same.
"""

"""Who has filed which report, in which state is it, and what did its acceptance add to the ledger?"""

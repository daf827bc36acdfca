"""Which figures were computed and released, from which snapshot, and what changed since?"""

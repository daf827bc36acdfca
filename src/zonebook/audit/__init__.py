"""Who changed what, when and why, and has anyone touched that record since?"""

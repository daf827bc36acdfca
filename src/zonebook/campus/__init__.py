"""Which courts, rooms and services does a site offer its staff, and who has booked them?"""

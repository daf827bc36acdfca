"""Which zones, sites, companies, agreements and clusters are there, and since when?"""

"""What can be let on the sites and to whom it is let: buildings, premises, plots, leases."""

"""Investment projects: their stages, what they cost, who takes part with which share."""

"""What others published about zones, each figure with its source."""

"""Taking a table of companies, premises or residencies into the register, whole or not at all."""

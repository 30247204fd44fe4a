"""What is wrong, or likely to be wrong, with an export: one module per check."""

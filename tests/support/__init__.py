"""What test modules share and import by name."""

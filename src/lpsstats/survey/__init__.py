"""The survey in memory: responses, why each missing one is missing, and scale scores."""

"""Questions of which people name several things: how many named each theme, and what changed."""

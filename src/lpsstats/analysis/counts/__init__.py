"""Recorded activities and connections: counts per period, rates, changes, who stayed."""

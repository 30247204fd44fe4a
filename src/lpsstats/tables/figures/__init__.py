"""Figures as data, built from the records of tables."""

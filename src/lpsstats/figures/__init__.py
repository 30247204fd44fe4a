"""Figures laid out: data in, a scene of lines, areas and words out; nothing is drawn here."""

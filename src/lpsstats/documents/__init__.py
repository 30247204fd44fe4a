"""Whole answers: a survey and options in, a document with tables, notes and provenance out."""

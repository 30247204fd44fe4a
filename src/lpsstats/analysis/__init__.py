"""The questions: a survey and statistics in, result rows out."""

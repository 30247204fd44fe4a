"""The outside world: exports read in, results written out."""

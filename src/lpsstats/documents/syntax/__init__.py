"""SPSS syntax that shows the numbers of a result in SPSS or PSPP, from the same files."""

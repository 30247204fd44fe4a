"""The command line: one file per command, the options they share, the error boundary."""

"""The program from Python: the questions of the command line as functions, answers with frames."""

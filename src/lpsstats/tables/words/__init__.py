"""The vocabulary, a module for each kind of result; see the glossary."""

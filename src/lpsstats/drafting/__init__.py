"""A data dictionary drafted from exports: every guess marked, nothing switched on unasked."""

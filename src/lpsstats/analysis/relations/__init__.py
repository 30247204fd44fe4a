"""Which measures go together among people of the same site and wave."""

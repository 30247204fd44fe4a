"""The data dictionary: its shape, strict reading with line numbers, its JSON Schema."""

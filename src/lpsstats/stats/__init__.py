"""Statistics: arrays in, frozen dataclasses out. Knows no survey words."""

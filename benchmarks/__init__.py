"""Speed and memory, measured on whatever reports are given by path."""

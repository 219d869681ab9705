"""Makes the files that the link station ships: word shares and match weights."""

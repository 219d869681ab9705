"""Makes the model files; PyTorch lives only here."""

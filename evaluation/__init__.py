"""Scores on public corpora, the floors that they may not fall below, and baselines."""

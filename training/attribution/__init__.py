"""The attribution encoder: data, network, training, export, card."""

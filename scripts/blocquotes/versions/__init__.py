"""What differs between two states of the dataset, which version bump that needs, and the release of it."""

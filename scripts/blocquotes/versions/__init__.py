"""What differs between two states of the dataset, which version that asks for, and the release of it."""

"""What contributors call to write and fix annotation files."""

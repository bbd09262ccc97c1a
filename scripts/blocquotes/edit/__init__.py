"""What contributors call to write and mend annotation files."""

"""Measurements run by hand or by `make bench-suggest`: quality, speed, confidence, and the reach of the tests."""

"""Releases on the Hub: proved, planned, committed at once, read back, tagged. The only room that uses the network."""

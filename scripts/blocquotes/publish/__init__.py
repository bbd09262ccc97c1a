"""Publishes releases on the Hub. The only room that uses the network."""

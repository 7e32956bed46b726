"""Claims: attributions, events, how they are held, and whose they are."""

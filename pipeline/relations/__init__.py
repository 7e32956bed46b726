"""Claims to relations between pairs of actors."""

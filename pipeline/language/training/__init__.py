"""The training of the engine; run time needs none of it."""

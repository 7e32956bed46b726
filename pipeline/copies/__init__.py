"""Documents to the copies among them, across batches."""

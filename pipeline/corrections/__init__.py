"""What an analyst has corrected, read strictly."""

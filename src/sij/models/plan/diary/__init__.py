"""What was run, and what stands in a calendar."""

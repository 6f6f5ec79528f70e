"""The sacroiliac joint, interactively."""

"""The course's models: pure functions of numbers, with no drawing and no widgets."""

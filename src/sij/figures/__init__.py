"""The course's drawings: anatomy and model results, as named vector shapes."""

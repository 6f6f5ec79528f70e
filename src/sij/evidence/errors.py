"""The one error of the evidence layer."""


class EvidenceError(ValueError):
    """One plain sentence that names the file, the id and what to put right."""

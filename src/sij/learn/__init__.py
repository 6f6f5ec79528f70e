"""What helps a learner: words explained."""

from .glossary import Term, glossary, terms

__all__ = ["Term", "glossary", "terms"]

"""What helps a learner: words explained, questions asked and answers judged."""

from .ask import LiveQuestion, ask
from .glossary import Term, glossary, terms
from .judging import Outcome, judge
from .questions import QuestionError, chapters, question
from .sheet import MIME as QUESTION_MIME
from .sheet import question_html, sheet

__all__ = [
    "QUESTION_MIME",
    "LiveQuestion",
    "Outcome",
    "QuestionError",
    "Term",
    "ask",
    "chapters",
    "glossary",
    "judge",
    "question",
    "question_html",
    "sheet",
    "terms",
]

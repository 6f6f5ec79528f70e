"""What must hold of the whole repository, as functions that return one sentence a problem.

Nothing here reads the course's facts by itself: a test hands them in, so that each check can
also be shown bad input.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# --- imports ---------------------------------------------------------------------------------

LEVEL = {"evidence": 0, "models": 1, "figures": 2, "live": 3, "learn": 4, "app": 5}
DRAWING = {"matplotlib", "ipywidgets", "anywidget", "IPython", "voila"}
PURE = {"evidence", "models"}
OUTSIDE = {"notebooks", "exercises", "tests", "tools", "bench"}


def import_problems(sources: Mapping[str, str]) -> list[str]:
    """Check that imports run one way: app, learn, live, figures, models, evidence.

    ``sources`` maps dotted module names (``sij.models.gait``, packages as
    ``sij.models.__init__``) to their code.
    """
    return [
        f"{module} imports {target}: {why}"
        for module, code in sources.items()
        for target in imported(module, code)
        if (why := _refusal(_room(module), target))
    ]


def imported(module: str, code: str) -> Iterator[str]:
    """Yield the dotted names that a module imports, anywhere in its code."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".")[: -node.level]
                base = ".".join([*parents, base]).rstrip(".")
            yield from (f"{base}.{name.name}" for name in node.names)


def _room(dotted: str) -> str:
    parts = dotted.split(".")
    return parts[1] if parts[0] == "sij" and len(parts) > 1 else ""


def _refusal(room: str, target: str) -> str:
    top = target.split(".")[0]
    if top in OUTSIDE:
        return "the package must not need what lies beside it."
    if room in PURE and top in DRAWING:
        return f"{room} draws nothing and shows nothing."
    other = _room(target)
    if room in LEVEL and other in LEVEL and LEVEL[other] > LEVEL[room]:
        return "imports run only app > learn > live > figures > models > evidence."
    return ""


# --- notebooks -------------------------------------------------------------------------------

HIDDEN_TAGS = {"hide-input", "hide-source", "remove-input", "remove-cell"}
MAX_CODE_LINES = 15
MAX_CELL_LINES = 5


@dataclass(frozen=True)
class Cell:
    """One cell: where it stands, its kind, its text, its tags and the HTML that it shows."""

    where: str
    kind: str
    source: str
    tags: frozenset[str] = frozenset()
    shown: str = ""


def cells(path: Path, name: str) -> list[Cell]:
    """Read the cells of one notebook."""
    notebook = json.loads(path.read_text("utf-8"))
    return [
        Cell(
            f"{name}, cell {index} ({cell.get('id', '?')})",
            cell["cell_type"],
            "".join(cell["source"]),
            frozenset(cell["metadata"].get("tags", ())),
            "".join(
                line
                for o in cell.get("outputs", ())
                for line in o.get("data", {}).get("text/html", "")
            ),
        )
        for index, cell in enumerate(notebook["cells"], 1)
    ]


def thinness_problems(name: str, notebook: Sequence[Cell]) -> list[str]:
    """Check that a notebook shows little code: 15 lines in all, 5 a cell."""
    lengths = {
        c.where: sum(bool(line.strip()) for line in c.source.splitlines())
        for c in notebook
        if c.kind == "code" and not c.tags & HIDDEN_TAGS
    }
    found = [
        f"{where} shows {n} lines of code: at most {MAX_CELL_LINES}, move the rest to the package."
        for where, n in lengths.items()
        if n > MAX_CELL_LINES
    ]
    if (total := sum(lengths.values())) > MAX_CODE_LINES:
        found.append(f"{name} shows {total} lines of code: at most {MAX_CODE_LINES}.")
    return found


# --- claim tags ------------------------------------------------------------------------------

CLAIMS_PART = r"(?:claims:\s*(?P<claims>[\w., -]+?))?"
ROWS_PART = r"(?:article:\s*(?P<rows>[A\d, ]+?))?"
TAG = re.compile(rf"<!--\s*{CLAIMS_PART}\s*·?\s*{ROWS_PART}\s*-->\s*$")
ANY_TAG = re.compile(r"<!--\s*(?:claims|article)\b")
DOI_LINK = re.compile(
    r"https?://(?:dx\.)?doi\.org/([^\s()\"'<>\]]+(?:\([^\s()]*\)[^\s()\"'<>\]]*)*)"
)
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[\u00a0\u202f ,]\d{3}(?!\d))*(?:\.\d+)?")
NOT_PROSE = (
    re.compile(r"```.*?```", re.DOTALL),
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"`[^`\n]*`"),
    re.compile(r"(?<=\])\((?:[^()\s]|\([^()\s]*\))+(?:\s+\"[^\"]*\")?\)"),
    re.compile(r"https?://\S+"),
    re.compile(r"</?[a-zA-Z][^>]*>"),
    re.compile(r"^\s*\d+\.\s", re.MULTILINE),
)


@dataclass(frozen=True)
class Fact:
    """What a check needs of one claim: its numbers, its words, its sources' DOIs and years."""

    numbers: tuple[float, ...] = ()
    words: str = ""
    dois: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


def prose(markdown: str) -> str:
    """Return what a reader reads as running text: no code, comments, tags or addresses."""
    for pattern in NOT_PROSE:
        markdown = pattern.sub(" ", markdown)
    return markdown


def numbers(text: str) -> list[tuple[float, int, str]]:
    """Return the numbers of a text as (value, decimals, as printed)."""
    found = []
    for match in NUMBER.finditer(text):
        plain = re.sub(r"[\u00a0\u202f ,]", "", match[0])
        found.append((float(plain), len(plain.partition(".")[2]), match[0]))
    return found


def without_allowed(text: str, allowed: Iterable[str]) -> str:
    """Blank out what the list of non-medical numbers allows."""
    for pattern in allowed:
        text = re.sub(pattern, " ", text, flags=re.IGNORECASE)
    return text


def agrees(number: tuple[float, int, str], fact: Fact) -> bool:
    """Tell whether a printed number is one of a claim's, rounded as it is printed."""
    value, decimals, _ = number
    slack = 0.5 * 10.0**-decimals + 1e-9
    known = [abs(v) for v in fact.numbers] + [v for v, _, _ in numbers(fact.words)]
    scaled = [v * 100 for v in known if v <= 1] + [v / 100 for v in known if v <= 100 and decimals]
    return value in fact.years or any(abs(value - v) <= slack for v in known + scaled)


def tag_of(markdown: str) -> tuple[list[str], list[str]] | None:
    """Return the claim ids and article rows that close a cell, or None."""
    match = TAG.search(markdown)
    if not match or not (match["claims"] or match["rows"]):
        return None
    return _split(match["claims"]), _split(match["rows"])


def _split(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def doi_links(text: str) -> frozenset[str]:
    """Return the DOIs that a text links, in lower case."""
    return frozenset(link.rstrip(".,;").lower() for link in DOI_LINK.findall(text))


def tag_problems(
    cell: Cell,
    claims: Mapping[str, Fact],
    rows: Mapping[str, str],
    allowed: Iterable[str],
    elsewhere: frozenset[str] = frozenset(),
) -> list[str]:
    """Check one Markdown cell: tagged where it must be, with true ids, numbers and DOIs.

    ``elsewhere`` holds the DOIs that the notebook's list of references links.
    """
    left = numbers(without_allowed(prose(cell.source), allowed))
    tag = tag_of(cell.source)
    links = doi_links(cell.source)
    if tag is None:
        return list(_untagged(cell, left, links))
    ids, row_ids = tag
    unknown = [i for i in ids if i not in claims] + [r for r in row_ids if r not in rows]
    if unknown:
        return [f"{cell.where} names {', '.join(unknown)}: there is no such claim or article row."]
    facts = [claims[i] for i in ids]
    known = [*facts, *(Fact(words=rows[r]) for r in row_ids)]
    found = [
        f"{cell.where} says {n[2]!r}, which none of its claims says."
        for n in left
        if not any(agrees(n, fact) for fact in known)
    ]
    return found + list(_doi_problems(cell, dict(zip(ids, facts, strict=True)), links, elsewhere))


def _untagged(
    cell: Cell, left: Sequence[tuple[float, int, str]], links: frozenset[str]
) -> Iterator[str]:
    if ANY_TAG.search(cell.source):
        yield f"{cell.where} has a claims comment that is not understood or not at its end."
    elif left or links:
        what = f"says {left[0][2]!r}" if left else "links a study"
        yield f"{cell.where} {what} but ends with no <!-- claims: ... --> comment."


def _doi_problems(
    cell: Cell, facts: Mapping[str, Fact], links: frozenset[str], elsewhere: frozenset[str]
) -> Iterator[str]:
    known = {doi for fact in facts.values() for doi in fact.dois}
    for link in sorted(links - known):
        yield f"{cell.where} links {link}, which is no confirmed DOI of its claims' sources."
    for name, fact in facts.items():
        if fact.dois and not fact.dois & (links | elsewhere):
            yield (
                f"{cell.where} states {name}, but neither it nor the notebook's list of "
                "references links one of its sources by DOI."
            )


# --- words that the course must not say --------------------------------------------------------

MYTH = re.compile(r"<q class=\\?[\"']myth\\?[\"']>.*?</q>", re.DOTALL | re.IGNORECASE)
# "The course must not say that ...", "people are told that ...": said of others, in one sentence.
DISOWNED = re.compile(
    r"(?:must (?:not|never) say|never say|never ['\"‘“]|\btold)[^.;:]*$", re.IGNORECASE
)


@dataclass(frozen=True)
class Forbidden:
    """A pattern that no text may hold outside a quoted myth, and why."""

    id: str
    pattern: str
    why: str


def forbidden_problems(name: str, text: str, rules: Iterable[Forbidden]) -> list[str]:
    """Check one text; ``<q class="myth">...</q>`` may quote what is forbidden."""
    plain = re.sub(r"[\s*_]+", " ", MYTH.sub(" ", text))
    return [
        f"{name} says {match[0]!r} ({rule.id}): {rule.why}"
        for rule in rules
        for match in re.finditer(rule.pattern, plain, re.IGNORECASE)
        if not DISOWNED.search(plain[max(0, match.start() - 80) : match.start()])
    ]


# --- hygiene ---------------------------------------------------------------------------------

UNWANTED = {
    "a package host": re.compile(
        r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|anaconda\.(?:org|com)|jsdelivr\.net|"
        r"unpkg\.com|cdnjs\.",
    ),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w|[A-Z]:\\Users"),
    "an address of one machine": re.compile(r"\b(?:192\.168|10\.\d+)\.\d+\.\d+\b"),
    "a note to self": re.compile(r"\b(?:TO[D]O|FIX[M]E)\b"),
}
SKIPPED_FOLDERS = {
    ".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis",
    ".ipynb_checkpoints", "build", "dist", "site", "results",
}  # fmt: skip
TEXT_SUFFIXES = {
    "", ".cfg", ".cff", ".css", ".html", ".ini", ".ipynb", ".j2", ".js", ".json", ".lock", ".md",
    ".mjs", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml",
}  # fmt: skip


def text_files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of the repository's own text files."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if SKIPPED_FOLDERS & set(parts) or not path.is_file():
            continue
        if path.suffix in TEXT_SUFFIXES:
            yield "/".join(parts), path.read_text("utf-8")


def hygiene_problems(name: str, text: str) -> list[str]:
    """Check one file for hosts, machine paths and notes that do not belong in it."""
    return [
        f"{name} holds {what}: {match[0]!r}."
        for what, pattern in UNWANTED.items()
        if (match := pattern.search(text))
    ]


def lock_problems(name: str, lock: str) -> list[str]:
    """Check that a lock pins every package, hashes every file and names no place."""
    found = []
    for block in re.split(r"\n(?=\S)", lock.strip()):
        first = block.split("\n")[0]
        if not re.match(r"[a-z0-9][a-z0-9._-]*==[^\s;]+(?: ; [^\\]+)? \\$", first):
            found.append(f"{name}: {first!r} is not a pinned package.")
        elif not re.search(r"--hash=sha256:[0-9a-f]{64}", block):
            found.append(f"{name}: {first!r} has no hash.")
    return found


def make_targets(makefile: str) -> set[str]:
    """Return the targets that people can name."""
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def make_problems(name: str, text: str, targets: set[str]) -> list[str]:
    """Check that every ``make x`` written as code in a document is there."""
    said = re.findall(r"(?:`|^\s*)make ([a-z][a-z-]*)", text, re.MULTILINE)
    return [f"{name} says 'make {t}', which is no target." for t in said if t not in targets]

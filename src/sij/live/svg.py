"""Compile a drawing to SVG that many pages can hold at once.

Ids are prefixed, palette colours become CSS variables, coordinates are rounded (paths to
0.1 of a point, all else to 0.01), dates and
other metadata are dropped, and text stays text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from itertools import groupby

from lxml import etree
from matplotlib.figure import Figure

from ..figures import style
from .copies import Copies
from .expression import CompileError
from .paths import relative

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d*\.\d+(?:[eE][-+]?\d+)?")
_GEOMETRY = {"d", "points", "transform", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r",
             "rx", "ry", "width", "height", "viewBox", "gradientTransform", "fx", "fy"}  # fmt: skip
_PAINT = ("fill", "stroke", "stop-color")
_WORDS = {f"{SVG}text", f"{SVG}tspan", f"{SVG}textPath"}
POINTED_AT = "-mark"
"""Areas that a pointer hits keep their own coordinates."""
_DROPPED = {f"{SVG}metadata", f"{SVG}title", f"{SVG}desc"}


def figure_svg(figure: Figure) -> str:
    """Draw a matplotlib figure as SVG text, the same bytes each time."""
    stream = io.StringIO()
    with style.figure_style():
        figure.savefig(stream, format="svg", metadata={"Date": None}, transparent=True)
    return stream.getvalue()


def compile_svg(drawing: Figure | str, prefix: str) -> str:
    """Make a drawing fit for a page.

    Parameters
    ----------
    drawing
        A matplotlib figure whose parts are named by ``gid``, or SVG text.
    prefix
        Put before every id, so that pictures never share one.

    Returns
    -------
    str
        One ``<svg>`` element with a ``viewBox``, without a size.

    Raises
    ------
    CompileError
        If the text is not SVG.
    """
    text = drawing if isinstance(drawing, str) else figure_svg(drawing)
    root = _parse(text)
    moved = _share_curves(root)
    for node in list(root.iter()):
        _clean(node, prefix)
    for node, transform in moved:
        node.set("transform", transform)
    _clip_together(root)
    _drop_blanks(root)
    _fit(root)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode").strip()


def part_ids(svg: str) -> set[str]:
    """All ids in a drawing."""
    return {node.get("id", "") for node in _parse(svg).iter() if node.get("id")}


def _parse(text: str) -> etree._Element:
    try:
        parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise CompileError("Give the picture as SVG: this text cannot be read as one.") from error
    if root.tag != f"{SVG}svg":
        raise CompileError("Give the picture as SVG: its outermost element is not <svg>.")
    return root


def _clean(node: etree._Element, prefix: str) -> None:
    parent = node.getparent()
    if node.tag in _DROPPED and parent is not None:
        parent.remove(node)
        return
    if node.tag == f"{SVG}style":
        # matplotlib's one global rule would leak into the page: it moves to the root instead.
        if parent is not None:
            parent.remove(node)
        return
    _prefix_ids(node, prefix)
    _round_geometry(node)
    _name_colours(node)


def _share_curves(root: etree._Element) -> list[tuple[etree._Element, str]]:
    """Give curves that were drawn before the first one's text, and return how to move them.

    Such a path's clip moves out to its group, because a transform would carry the clip along.
    """
    copies, moved = Copies(), list[tuple[etree._Element, str]]()
    for node in root.iter(f"{SVG}path"):
        group = node.getparent()
        if group is None or group.tag != f"{SVG}g" or not node.get("d"):
            continue
        alone = len(group) == 1 and not group.get("clip-path")
        if not alone or node.get("transform") or str(group.get("id")).endswith(POINTED_AT):
            continue
        written, transform = copies.write(str(node.get("d")), resize=not _stroked(node))
        if transform is None:
            continue
        node.set("d", written)
        moved.append((node, transform))
        if clip := node.get("clip-path"):
            group.set("clip-path", clip)
            del node.attrib["clip-path"]
    return moved


def _clip_together(root: etree._Element) -> None:
    """Put neighbours with the same clip into one clipped group: a browser then clips them once."""
    for parent in list(root.iter(f"{SVG}g")):
        for run in _runs_of_one_clip(parent):
            group = etree.Element(f"{SVG}g", {"clip-path": _clip(run[0]) or ""})
            parent.insert(parent.index(run[0]), group)
            for node in run:
                _unclip(node)
                group.append(node)


def _runs_of_one_clip(parent: etree._Element) -> list[list[etree._Element]]:
    runs = [list(nodes) for clip, nodes in groupby(parent, _clip) if clip]
    return [nodes for nodes in runs if len(nodes) > 1]


def _clip(node: etree._Element) -> str | None:
    """Return the clip of a group with one path, or of that path."""
    alone = node.tag == f"{SVG}g" and len(node) == 1 and node[0].tag == f"{SVG}path"
    if not alone or node.get("transform"):
        return None
    return node.get("clip-path") or node[0].get("clip-path")


def _unclip(node: etree._Element) -> None:
    for holder in (node, *node):
        if holder.get("clip-path"):
            del holder.attrib["clip-path"]


def _stroked(node: etree._Element) -> bool:
    return dict(_declarations(node.get("style", ""))).get("stroke", "none") != "none"


def _attributes(node: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in node.attrib.items()}


def _prefix_ids(node: etree._Element, prefix: str) -> None:
    if name := node.get("id"):
        node.set("id", f"{prefix}{name}")
    for key, value in _attributes(node).items():
        if key in (HREF, "href") and value.startswith("#"):
            del node.attrib[key]
            node.set("href", f"#{prefix}{value[1:]}")
        elif "url(#" in value:
            node.set(key, value.replace("url(#", f"url(#{prefix}"))


def _round_geometry(node: etree._Element) -> None:
    if node.tag == f"{SVG}path" and node.get("d"):
        node.set("d", relative(str(node.get("d"))))
    for key in _GEOMETRY & set(_attributes(node)):
        node.set(key, _NUMBER.sub(_rounded, str(node.get(key))).replace("\n", "").strip())


def _rounded(match: re.Match[str]) -> str:
    text = f"{float(match[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _name_colours(node: etree._Element) -> None:
    declared = dict(_declarations(node.get("style", "")))
    for name in _PAINT:
        if value := node.get(name):
            declared.setdefault(name, value)
            del node.attrib[name]
    for name in _PAINT:
        if name in declared:
            declared[name] = themed(declared[name])
    _lighten_opacity(node, declared)
    if "font" in declared:
        declared.update(_font(declared.pop("font")))
    if declared:
        node.set("style", ";".join(f"{key}:{value}" for key, value in declared.items()))


def _lighten_opacity(node: etree._Element, declared: dict[str, str]) -> None:
    """Thin the one paint of a path instead of the whole path: a browser then needs no buffer."""
    painted = [name for name in ("fill", "stroke") if declared.get(name, "none") != "none"]
    if node.tag != f"{SVG}path" or len(painted) != 1 or "opacity" not in declared:
        return
    # A path without any word of fill is filled, in black.
    if "fill" in declared:
        declared[f"{painted[0]}-opacity"] = declared.pop("opacity")


def _declarations(text: str) -> list[tuple[str, str]]:
    pairs = (part.split(":", 1) for part in text.split(";") if ":" in part)
    return [(key.strip(), value.strip()) for key, value in pairs]


def _font(shorthand: str) -> Mapping[str, str]:
    """Split matplotlib's ``font: 700 12px 'Name', ...`` and leave the family to the page."""
    size = re.search(r"([\d.]+)px", shorthand)
    weight = re.search(r"\b(bold|[1-9]00)\b", shorthand)
    found = {"font-size": f"{float(size[1]):g}px"} if size else {}
    return found | ({"font-weight": {"bold": "700"}.get(weight[1], weight[1])} if weight else {})


def themed(colour: str) -> str:
    """A palette colour as a CSS variable with its light value as the fallback."""
    return style.css_by_hex().get(colour.lower(), colour)


def _drop_blanks(root: etree._Element) -> None:
    """Drop line breaks and indents between elements; words keep their spaces."""
    for node in root.iter():
        if node.tag not in _WORDS and node.text and not node.text.strip():
            node.text = None
        parent = node.getparent()
        within_words = parent is not None and parent.tag in _WORDS
        if not within_words and node.tail and not node.tail.strip():
            node.tail = None


def _fit(root: etree._Element) -> None:
    for key in {"width", "height", "version"} & set(_attributes(root)):
        del root.attrib[key]
    if not root.get("viewBox"):
        raise CompileError("Give the picture a viewBox, so that it can be scaled.")
    # matplotlib's own default for joins and caps, which stood in the dropped <style>.
    root.set("style", "stroke-linejoin:round;stroke-linecap:butt")
    root.set("class", "sij-svg")
    root.set("focusable", "false")

/** Pictures that come as text. */

export function parseSvg(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (parsed.localName !== "svg") throw new Error("the picture cannot be read");
  return document.importNode(parsed, true);
}

/** The scale and the shift of a copy, as `sij.live.copies` writes them. */
function placeOfCopy(transform) {
  const numbers = transform.match(/-?[\d.]+/g).map(Number);
  if (transform.startsWith("translate")) return { scale: [1, 1], shift: numbers };
  const [a, , , d, ...shift] = numbers;
  return { scale: [a, d], shift };
}

/** A path's text where the copy lies: capital letters name places, small ones steps. */
export function copiedPath(text, transform) {
  const { scale, shift } = placeOfCopy(transform);
  return text.replace(/([MLCQZ])([^MLCQZ]*)/gi, (_, letter, rest) => {
    const values = (rest.match(/-?\d*\.?\d+/g) ?? []).map((word, k) =>
      Number(word) * scale[k % 2] + (letter === letter.toUpperCase() ? shift[k % 2] : 0));
    return letter + values.map((value) => Number(value.toFixed(3))).join(" ");
  });
}

/**
 * A picture of which no part moves: copies of curves are written out, since a browser keeps each
 * part with a transform as a piece of its own, and sorts all pieces again when one changes.
 */
export function parseStill(text) {
  const svg = parseSvg(text);
  for (const path of svg.querySelectorAll("path[transform]")) {
    path.setAttribute("d", copiedPath(path.getAttribute("d"), path.getAttribute("transform")));
    path.removeAttribute("transform");
  }
  return svg;
}

const emptySvg = new DOMParser().parseFromString("<svg></svg>", "text/html").body.firstChild;

/** Make a part of a picture: svgPart("text", { x: 3, y: 4 }, "Words"). */
export function svgPart(tag, attributes = {}, ...children) {
  const part = document.createElementNS(emptySvg.namespaceURI, tag);
  for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, String(value));
  part.append(...children);
  return part;
}

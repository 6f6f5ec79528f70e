/** Pictures that come as text. */

export function parseSvg(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (parsed.localName !== "svg") throw new Error("the picture cannot be read");
  return document.importNode(parsed, true);
}

const emptySvg = new DOMParser().parseFromString("<svg></svg>", "text/html").body.firstChild;

/** Make a part of a picture: svgPart("text", { x: 3, y: 4 }, "Words"). */
export function svgPart(tag, attributes = {}, ...children) {
  const part = document.createElementNS(emptySvg.namespaceURI, tag);
  for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, String(value));
  part.append(...children);
  return part;
}

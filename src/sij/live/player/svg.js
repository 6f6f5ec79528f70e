/** Pictures that come as text. */

export function parseSvg(text) {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (parsed.localName !== "svg") throw new Error("the picture cannot be read");
  return document.importNode(parsed, true);
}

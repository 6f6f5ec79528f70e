/** Small helpers for building accessible HTML. */

let counter = 0;

/** An id that no other interactive on the page has. */
export const freshId = (name) => `sij-${name}-${(counter += 1)}`;

/** Make an element: h("label", { for: id }, "Text", child). */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== undefined && child !== ""));
  return node;
}

/** Write text only when it changed, so that nothing is announced or laid out twice. */
export function say(node, text) {
  const words = node.firstChild;
  if (node.textContent === text) return;
  // New letters in the text that is there cost no new style; a new text does.
  if (words?.nodeType === Node.TEXT_NODE && !words.nextSibling) words.data = text;
  else node.textContent = text;
}

export const reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Browser storage that never throws: private windows and file pages may refuse it. */
export const storage = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};

/** JupyterLab would take arrow keys for its notebook commands; it looks at the focused part. */
export function keepKeys(host) {
  for (const part of host.querySelectorAll("input, button, summary, a, [tabindex]")) {
    part.dataset.lmSuppressShortcuts = "true";
  }
}

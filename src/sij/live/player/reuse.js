/** Lists that are drawn anew: what shows the same keeps its node, so little is styled and laid out. */

const lastDrawn = new WeakMap();

function keptNode(item, before) {
  const content = JSON.stringify(item.shows);
  if (before && before.content === content) return before;
  if (!before || !item.renew) return { node: item.make(), content };
  item.renew(before.node);
  return { node: before.node, content };
}

/**
 * Make the children of `parent` what `items` say, in their order.
 * @param {Element} parent all of its children are drawn here
 * @param {Array<{key: string, shows?: any, make: () => Element, renew?: (node: Element) => void,
 *   within?: object[]}>} items `shows` is all that the node depends on; `renew` changes a node in
 *   place where that is less than making it; `within` are the items inside it
 */
export function reuse(parent, items) {
  const before = lastDrawn.get(parent) ?? new Map();
  const after = new Map(items.map((item) => [item.key, keptNode(item, before.get(item.key))]));
  // What goes now may come back with the next answer: its node waits.
  lastDrawn.set(parent, new Map([...before, ...after]));
  for (const { key, within } of items) if (within) reuse(after.get(key).node, within);
  const wanted = new Set([...after.values()].map(({ node }) => node));
  for (const { node } of before.values()) if (!wanted.has(node)) node.remove();
  let place = parent.firstChild;
  for (const node of wanted) {
    if (node === place) place = place.nextSibling;
    else parent.insertBefore(node, place);
  }
}

/** An item that never changes while it stands. */
export const fixed = (key, make) => ({ key, make });

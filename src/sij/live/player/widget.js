/** The anywidget side: the same player, with its controls mirrored in the kernel's traits. */
import { mountSafely } from "./mount.js";
import { fromTrait, toTrait } from "./state.js";
import { keepKeys } from "./dom.js";

function traitsOf(model, spec) {
  return Object.fromEntries(
    spec.controls.map((part) => [part.id, fromTrait(part, model.get(part.id))]),
  );
}

function send(model, spec, controls) {
  let dirty = false;
  for (const part of spec.controls) {
    const value = toTrait(part, controls[part.id]);
    if (model.get(part.id) === value) continue;
    model.set(part.id, value);
    dirty = true;
  }
  if (dirty) model.save_changes();
}

function render({ model, el }) {
  const spec = model.get("island");
  const host = document.createElement("div");
  host.className = "sij-live";
  el.append(host);
  // Only a finished movement goes to the kernel: dragging stays in the browser.
  const player = mountSafely(spec, host, (controls, final) => {
    if (final) send(model, spec, controls);
  });
  if (!player) return undefined;
  keepKeys(host);
  player.set(traitsOf(model, spec));
  const names = spec.controls.map((part) => `change:${part.id}`).join(" ");
  const follow = () => player.set(traitsOf(model, spec));
  model.on(names, follow);
  return () => model.off(names, follow);
}

export default { render };

/** The anywidget side of the symptom explorer: the example runner is mirrored in the kernel. */
import { exploreSafely } from "./explorer.js";
import { keepKeys } from "./dom.js";

const TRAITS = ["findings", "view", "pretest"];
const stateOf = (model) => Object.fromEntries(TRAITS.map((name) => [name, model.get(name)]));

function renderExplorer({ model, el }) {
  const host = document.createElement("section");
  host.className = "sij-live sij-explorer";
  el.append(host);
  const explorer = exploreSafely(model.get("sheet"), host, (state) => {
    for (const name of TRAITS) model.set(name, state[name]);
    model.save_changes();
  });
  if (!explorer) return undefined;
  keepKeys(host);
  explorer.take(stateOf(model));
  const names = TRAITS.map((name) => `change:${name}`).join(" ");
  const follow = () => explorer.take(stateOf(model));
  model.on(names, follow);
  return () => model.off(names, follow);
}

export default { render: renderExplorer };

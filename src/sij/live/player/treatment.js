/** The anywidget side of the planner: the example runner is mirrored in the kernel. */
import { planSafely } from "./planner.js";
import { keepKeys } from "./dom.js";

const PLAN_TRAITS = ["entered", "diary"];
const planState = (model) => Object.fromEntries(PLAN_TRAITS.map((name) => [name, model.get(name)]));

function renderPlanner({ model, el }) {
  const host = document.createElement("section");
  host.className = "sij-live sij-explorer sij-planner";
  el.append(host);
  let sending = false;
  const planner = planSafely(model.get("sheet"), host, (state) => {
    sending = true;
    for (const name of PLAN_TRAITS) model.set(name, state[name]);
    model.save_changes();
    sending = false;
  });
  if (!planner) return undefined;
  // A diary grows while it is used: what gets the focus keeps its keys, too.
  host.addEventListener("focusin", () => keepKeys(host));
  planner.take(planState(model));
  const names = PLAN_TRAITS.map((name) => `change:${name}`).join(" ");
  const follow = () => {
    if (!sending) planner.take(planState(model));
  };
  model.on(names, follow);
  return () => model.off(names, follow);
}

export default { render: renderPlanner };

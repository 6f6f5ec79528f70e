/** The anywidget side of a question: the same view, with the answer mirrored in the kernel. */
import { askSafely } from "./question.js";
import { keepAnswer, keptAnswer } from "./progress.js";
import { keepKeys } from "./dom.js";

const RECORD = ["answer", "state", "confidence", "tries"];

const traits = (model) => Object.fromEntries(RECORD.map((name) => [name, model.get(name)]));

function send(model, record) {
  for (const name of RECORD) model.set(name, record[name]);
  model.save_changes();
}

function render({ model, el }) {
  const spec = model.get("sheet");
  const host = document.createElement("section");
  host.className = "sij-question";
  el.append(host);
  const known = model.get("answer") === null ? keptAnswer(spec.id) : traits(model);
  const asked = askSafely(spec, host, known, (record) => {
    keepAnswer(spec.id, record);
    send(model, record);
  });
  if (!asked) return undefined;
  keepKeys(host);
  if (known && model.get("answer") === null) send(model, asked.record);
  const follow = () => {
    const told = traits(model);
    if (JSON.stringify(told.answer) === JSON.stringify(asked.record.answer)) return;
    if (told.answer !== null) asked.set({ ...asked.record, ...told, tries: told.tries || 1 });
  };
  model.on("change:answer change:state", follow);
  return () => model.off("change:answer change:state", follow);
}

export default { render };

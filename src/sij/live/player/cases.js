/** The anywidget side of a case: its moves are mirrored in the kernel. */
import { caseSafely } from "./caseview.js";
import { keepCase, keptCase } from "./progress.js";
import { keepKeys } from "./dom.js";

const alike = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function renderCase({ model, el }) {
  const sheet = model.get("sheet");
  const host = document.createElement("section");
  host.className = "sij-live sij-case";
  el.append(host);
  const send = (moves) => {
    model.set("moves", moves);
    model.save_changes();
  };
  const known = model.get("moves").length ? model.get("moves") : keptCase(sheet.id);
  const player = caseSafely(sheet, host, known, (moves) => {
    keepCase(sheet.id, moves);
    send(moves);
  });
  if (!player) return undefined;
  host.addEventListener("focusin", () => keepKeys(host));
  if (!alike(player.moves, model.get("moves"))) send(player.moves);
  const follow = () => {
    if (!alike(player.moves, model.get("moves"))) player.take(model.get("moves"));
  };
  model.on("change:moves", follow);
  return () => model.off("change:moves", follow);
}

export default { render: renderCase };

/** What the learner sees of what is kept: progress on the cards, the place, the file. */
import {
  exported, forgetAll, importText, keepPlace, keptAnswers, keptPlace, storageState,
} from "./progress.js";
import { h, say } from "./dom.js";

const STORAGE_WORDS = {
  kept: "Your answers stay in this browser, on this device. Nothing is sent anywhere. "
    + "To take them to another device, or to be safe, save them as a file.",
  fleeting: "Your answers stay in this browser, but this address may change or be forgotten. "
    + "Before you leave, save them as a file. You can load it again next time.",
  absent: "This browser keeps nothing on this page. Your answers are gone when you close it. "
    + "They cannot be saved here: open the course in another browser, or outside a private window.",
};
const FILE_NAME = "sij-course-answers.json";

function download(text) {
  const link = h("a", { download: FILE_NAME,
    href: URL.createObjectURL(new Blob([text], { type: "application/json" })) });
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Two presses: the first one only asks. */
function forgetButton(told, refresh) {
  const button = h("button", { type: "button", onclick: () => press() }, "Forget my answers");
  let asked = false;
  const press = () => {
    if (asked) {
      forgetAll();
      refresh();
    }
    asked = !asked;
    say(button, asked ? "Really forget them all" : "Forget my answers");
    say(told, asked ? "Press once more to forget all answers. There is no way back."
      : "Your answers are forgotten. Reload the page to start afresh.");
  };
  return button;
}

/** Fill the box at the foot of the page. */
export function keepBox() {
  const box = document.getElementById("sij-keep");
  if (!box) return;
  const told = h("p", { role: "status", class: "sij-hint" });
  const state = storageState();
  const file = h("input", { type: "file", id: "sij-keep-file", accept: ".json,application/json" });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    try {
      const count = importText(await chosen.text());
      say(told, `${count} ${count === 1 ? "answer" : "answers"} taken over. Reload to see them.`);
      showProgress();
    } catch (error) {
      say(told, error.message);
    }
    file.value = "";
  });
  const save = h("button", { type: "button", onclick: () => {
    download(exported());
    say(told, `Saved as ${FILE_NAME}.`);
  } }, "Save as a file");
  box.replaceChildren(h("summary", {}, "Your answers"), h("p", {}, STORAGE_WORDS[state]),
    ...(state === "absent" ? [] : [h("p", { class: "sij-row" }, save,
      h("label", { for: file.id }, "Load a file"), file, forgetButton(told, showProgress))]), told);
  box.hidden = false;
}

/** How far the learner is, on each chapter's card. */
export function showProgress() {
  const answers = keptAnswers();
  for (const line of document.querySelectorAll("[data-questions]")) {
    const ids = line.dataset.questions.split(" ").filter(Boolean);
    const done = ids.filter((id) => answers[id]);
    line.hidden = !done.length;
    const right = done.filter((id) => answers[id].state === "correct").length;
    say(line, `${done.length} of ${ids.length} questions answered, ${right} right`);
  }
  showPlace();
}

/** On the first page: the way back to where the learner stopped. */
function showPlace() {
  const list = document.querySelector(".sij-page--landing [data-questions]");
  const place = keptPlace();
  const card = place.file && document.querySelector(`a[data-file="${CSS.escape(place.file)}"]`);
  if (!list || !card || document.getElementById("sij-continue")) return;
  const href = `${card.getAttribute("href")}${place.anchor ? `#${place.anchor}` : ""}`;
  const where = place.heading ? `${card.textContent}: ${place.heading}` : card.textContent;
  const line = h("p", { id: "sij-continue", class: "sij-note-box" }, "Go on where you stopped: ",
    h("a", { href }, where));
  document.querySelector("main h1")?.after(line);
}

/** Keep the heading that was being read when the page is left. */
export function rememberPlace() {
  const { file } = document.body.dataset;
  if (!file || document.body.classList.contains("sij-page--landing")) return;
  const remember = () => {
    const passed = [...document.querySelectorAll("main h2[id]")].filter((heading) =>
      heading.getClientRects().length && heading.getBoundingClientRect().top < innerHeight * 0.5);
    const last = passed[passed.length - 1];
    keepPlace({ file, anchor: last?.id ?? "", heading: last?.textContent.trim() ?? "" });
  };
  addEventListener("pagehide", remember);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") remember();
  });
}

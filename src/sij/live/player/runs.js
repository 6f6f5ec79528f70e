/** The diary of runs as a form: each run with what it did, and "what if" for each of its entries. */
import { buildAnswer } from "./answers.js";
import { dayInWords } from "./planned.js";
import { h, say } from "./dom.js";

const OF_TEN = { kind: "number", unitWords: "of 10", low: 0, high: 10 };
const MORNING_FIELD = { id: "morning_after", question: "Pain next morning", ...OF_TEN };
const LIMP_OPTIONS = [["no", "no"], ["yes", "yes"]];

const otherFields = ({ phases, minKm, maxKm }) => [
  { id: "day", kind: "number", question: "Day of the pain", unitWords: "", low: -3650, high: 3650 },
  { id: "distance_km", kind: "number", question: "Distance in all", unitWords: "km", low: minKm, high: maxKm },
  { id: "phase", kind: "number", question: "Phase of the table, empty for any other run", unitWords: "", low: 1, high: phases.length },
  { id: "pain_before", question: "Pain before", ...OF_TEN },
  { id: "pain_during", question: "Worst pain while running", ...OF_TEN },
  { id: "limp", kind: "choice", question: "Did it make you limp?", options: LIMP_OPTIONS },
];

const known = (value, words) => (value === undefined || value === null ? "not known" : `${value}${words}`);

function runInWords(run) {
  const phase = run.phase ? `phase ${run.phase}, ` : "";
  return `${phase}${known(run.distance_km, " km")}; pain before ${known(run.pain_before, "")}, `
    + `while running ${known(run.pain_during, "")}; limp: ${run.limp ?? "not known"}`;
}

/** What a run did, in words; the study's rate stands only where the result holds one. */
function stepInWords({ percentText, window, phases }, step) {
  if (!step) return "";
  const { phaseAfter, phaseBefore, outcome, jumped, jump, says } = step;
  const stays = phaseAfter === phaseBefore && outcome !== "bad";
  const after = phaseAfter === null ? "" : phaseAfter > phases.length ? " The table is done."
    : stays ? ` Phase ${phaseAfter} goes on.` : ` Next comes phase ${phaseAfter}.`;
  const far = jumped ? ` It was more than ${percentText} % longer than the longest run of the ${window} days before.` : "";
  const rate = jump ? ` After such a jump a study of healthy runners saw ${jump.hazardRatio} times the rate of overuse injury`
    + ` (${jump.low} to ${jump.high}).` : "";
  return `${says}${after}${far}${rate}`;
}

class RunsForm {
  /**
   * @param {object} table `returnToRun` of the plan's tables
   * @param {object} tools `change(runs)` hears the diary, `proof()` gives the fold with sources
   */
  constructor(table, tools) {
    this.table = table;
    this.tools = tools;
    this.runs = [];
    this.list = h("ol", { class: "sij-runs" });
    this.compared = h("p", { class: "sij-what-if" });
    this.back = h("button", { type: "button", onclick: () => tools.back() }, "Put the diary back as it was");
    const add = h("button", { type: "button", onclick: () => this.add() }, "Add a run");
    this.note = h("p", { class: "sij-note" },
      "What if? Change an entry, such as a morning, and see where it lands.");
    this.node = h("div", { class: "sij-diary" }, h("h4", {}, "Diary of runs"), this.note, this.compared,
      this.list, h("p", { class: "sij-row" }, add, this.back), tools.proof());
  }

  /** Other runs as a whole. */
  take(runs, start) {
    this.runs = runs.map((run) => ({ ...run }));
    this.start = start;
    this.cards = this.runs.map((run, k) => this.card(run, k));
    this.list.replaceChildren(...this.cards.map((card) => card.node));
  }

  card(run, k) {
    const title = h("strong", {});
    const words = h("span", {});
    const told = h("p", { class: "sij-run-told" });
    const set = (id) => (answer) => this.set(k, id, answer);
    const morning = buildAnswer(MORNING_FIELD, set("morning_after"), []);
    const rest = otherFields(this.table).map((field) => buildAnswer(field, set(field.id), []));
    morning.show(run.morning_after);
    rest.forEach((field) => field.show(run[field.id]));
    const remove = h("button", { type: "button", onclick: () => this.remove(k) }, "Take this run out");
    const more = h("details", { open: run.distance_km === undefined }, h("summary", {}, "Change its other entries"),
      h("div", { class: "sij-run-fields" }, ...rest.map((field) => field.node)), h("p", {}, remove));
    const group = h("div", { role: "group" }, h("p", {}, title, " ", words), morning.node, told, more);
    const card = { node: h("li", { class: "sij-run" }, group), group, title, words, told };
    this.name(card, run);
    return card;
  }

  name({ group, title, words }, run) {
    const day = Number.isInteger(run.day) ? dayInWords(run.day, this.start) : "Day not known";
    const name = `${day[0].toUpperCase()}${day.slice(1)}:`;
    group.setAttribute("aria-label", `Run on ${day}`);
    say(title, name);
    say(words, runInWords(run));
  }

  set(k, id, answer) {
    if (answer === undefined) delete this.runs[k][id];
    else this.runs[k][id] = answer;
    this.name(this.cards[k], this.runs[k]);
    this.tools.change(this.runs.map((run) => ({ ...run })));
  }

  add() {
    const day = this.tools.today();
    this.take([...this.runs, { day }], this.start);
    this.tools.change(this.runs.map((run) => ({ ...run })));
    this.cards.at(-1).node.querySelector("input").focus();
  }

  remove(k) {
    this.take(this.runs.filter((_, n) => n !== k), this.start);
    this.tools.change(this.runs.map((run) => ({ ...run })));
    (this.cards[Math.min(k, this.cards.length - 1)]?.node.querySelector("input") ?? this.back).focus();
  }

  /** What each run did; `compared` sets the next session beside the one of the diary as it was. */
  show(steps, { start, compared, changed }) {
    if (start !== this.start) {
      this.start = start;
      this.cards.forEach((card, k) => this.name(card, this.runs[k]));
    }
    const byDay = new Map(steps.map((step) => [step.day, step]));
    this.cards.forEach((card, k) => say(card.told, stepInWords(this.table, byDay.get(this.runs[k].day))));
    this.cards.forEach((card, k) => card.node.classList.toggle("sij-run-bad", byDay.get(this.runs[k].day)?.outcome === "bad"));
    say(this.compared, compared);
    this.back.hidden = !changed;
  }
}

export const buildRuns = (table, tools) => new RunsForm(table, tools);

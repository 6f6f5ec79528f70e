/** A final check: questions drawn from a seed, no verdict before the end, then a sheet to print. */
import { dayOf, drawIds, scoreOf } from "./leitner.js";
import { calibrationParts } from "./calibration.js";
import { freshId, h, say } from "./dom.js";
import { judge } from "./judge.js";
import { VERDICT, askSafely, unseal, whyNode } from "./question.js";
import { keepCheck, keptCheck } from "./progress.js";
import { printAlone } from "./printing.js";
import { sectionNode, whenceNode } from "./whence.js";

const LONGEST_SEED = 40;
const ABOUT_SEED = "The seed decides which questions you get. Who types the same seed gets the same ones, so a group can "
  + "take one check together.";
const NO_CERTIFICATE = "This sheet is no certificate, and it proves no competence. It shows which questions you answered, and what to read "
  + "again.";
const UNANSWERED = ["\u2013", "Not answered."];

const dateWords = (day) => new Date(`${day}T12:00:00`).toLocaleDateString("en-GB",
  { day: "numeric", month: "long", year: "numeric" });

/** An answer as words. */
function answerWords({ kind, options, unit }, answer) {
  if (answer === null || answer === undefined) return "none";
  const label = (id) => options.find((option) => option.id === id)?.label ?? id;
  if (kind === "probability") return `${answer} % likely to be true`;
  if (kind === "number") return `${answer} ${unit}`;
  return Array.isArray(answer) ? answer.map(label).join(kind === "order" ? " \u2192 " : "; ") : label(answer);
}

/** A button that asks before it acts. */
function twice(words, really, told, act) {
  let asked = false;
  const button = h("button", { type: "button", onclick: () => {
    if (asked) {
      act();
      return;
    }
    asked = true;
    say(button, really);
    told();
  } }, words);
  return button;
}

export class FinalCheck {
  constructor(shelf, host) {
    this.shelf = shelf;
    this.host = host;
    const kept = keptCheck();
    const ids = kept?.ids.filter((id) => shelf.rows[id]) ?? [];
    this.check = ids.length ? { ...kept, ids, place: Math.min(kept.place, ids.length - 1) } : null;
    this.show();
  }

  show(focus = false) {
    this.title = h("h3", { tabindex: "-1" }, "Final check");
    const parts = !this.check ? this.startForm() : this.check.finished ? this.results() : this.question();
    this.host.replaceChildren(this.title, ...parts);
    this.host.dataset.step = !this.check ? "start" : this.check.finished ? "result" : "question";
    if (focus) (this.host.querySelector("h4[tabindex]") ?? this.title).focus();
  }

  save() {
    keepCheck(this.check);
  }

  startForm() {
    const id = freshId("seed");
    const seed = h("input", { type: "text", id, value: dayOf(new Date()), maxlength: LONGEST_SEED, size: 14,
      autocomplete: "off" });
    const form = h("form", { class: "sij-review-start" }, h("p", { class: "sij-row" }, h("label", { for: id }, "Seed"), seed,
      h("button", { type: "submit", class: "sij-play" }, "Start the check")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.start(seed.value.trim() || dayOf(new Date()));
    });
    return [h("p", {}, `${this.shelf.count} questions, in balance over the chapters. You may look things up. You can go `
      + "back and change an answer, or leave and come back. The verdicts come at the end."),
    form, h("p", { class: "sij-note" }, ABOUT_SEED)];
  }

  start(seed) {
    const ids = drawIds(this.shelf.topics, seed, this.shelf.count);
    this.check = { seed, ids, place: 0, answers: {}, begun: dayOf(new Date()) };
    this.save();
    this.show(true);
  }

  question() {
    const { ids, place, answers } = this.check;
    const row = this.shelf.rows[ids[place]];
    const { answer = null, sure = null } = answers[ids[place]] ?? {};
    const host = h("section", { class: "sij-question" });
    const record = { answer, confidence: sure, state: answer === null ? "not-attempted" : "kept" };
    this.asked = askSafely(row.sheet, host, record, (now) => this.hear(ids[place], now),
      { silent: () => this.go(1) });
    this.given = h("p", { class: "sij-note", role: "status" });
    this.count();
    return [h("h4", { tabindex: "-1" }, `Question ${place + 1} of ${ids.length}`), this.bar(), whenceNode(row), host,
      this.given, this.buttons()];
  }

  bar() {
    const { ids, place } = this.check;
    return h("progress", { class: "sij-review-bar", max: ids.length, value: place + 1, "aria-label": "Progress" });
  }

  buttons() {
    const { ids, place } = this.check;
    const last = place === ids.length - 1;
    const back = h("button", { type: "button", disabled: place === 0, onclick: () => this.go(-1) }, "Back");
    const next = h("button", { type: "button", class: "sij-play", onclick: () => this.go(1) }, "Next");
    const end = twice("Finish and see the verdicts", "Really finish", () => this.warn(), () => this.finish());
    const open = h("button", { type: "button", onclick: () => this.goTo(this.firstOpen()) }, "To the first open question");
    const onward = last ? (this.firstOpen() < 0 ? [] : [open]) : [next];
    return h("div", { class: "sij-row sij-review-buttons" }, back, ...onward, end);
  }

  answered() {
    return this.check.ids.filter((id) => (this.check.answers[id]?.answer ?? null) !== null).length;
  }

  /** Place of the first question without an answer, or -1. */
  firstOpen() {
    return this.check.ids.findIndex((id) => (this.check.answers[id]?.answer ?? null) === null);
  }

  count() {
    say(this.given, `${this.answered()} of ${this.check.ids.length} answered. Seed: ${this.check.seed}.`);
  }

  warn() {
    const open = this.check.ids.length - this.answered();
    const left = open ? `${open} ${open === 1 ? "question has" : "questions have"} no answer yet and will not count as right.`
      : "All questions are answered.";
    say(this.given, `${left} After this, no answer can be changed. Press once more to finish.`);
  }

  hear(id, { answer, confidence }) {
    this.check.answers[id] = { answer, sure: confidence };
    this.save();
    this.count();
  }

  /** On or back; a number that cannot be read is told first. */
  go(by) {
    const typed = this.asked?.field.read();
    const outcome = this.asked ? judge(this.asked.secret.key, typed) : { state: "correct" };
    if (by > 0 && outcome.state === "not-attempted" && outcome.feedback.length) {
      say(this.given, outcome.feedback[0]);
      return;
    }
    const to = this.check.place + by;
    if (to >= this.check.ids.length) say(this.given, "This is the last question. Finish when you like.");
    else this.goTo(to);
  }

  goTo(place) {
    if (place < 0) return;
    this.check.place = place;
    this.save();
    this.show(true);
  }

  finish() {
    this.check.finished = dayOf(new Date());
    this.save();
    this.show(true);
  }

  /** Sheet, secret and verdict of each drawn question. */
  judged() {
    return this.check.ids.map((id) => {
      const row = this.shelf.rows[id];
      const secret = unseal(row.sheet.sealed);
      const answer = this.check.answers[id]?.answer ?? null;
      return { id, row, secret, answer, ...judge(secret.key, answer) };
    });
  }

  results() {
    const all = this.judged();
    const paper = this.paper(all);
    const again = twice("Start a new check", "Really start a new one", () => say(told,
      "This forgets the answers and the sheet of this check. Press once more to start anew."), () => {
      this.check = null;
      this.save();
      this.show(true);
    });
    const told = h("p", { class: "sij-note", role: "status" });
    const print = h("button", { type: "button", class: "sij-play", onclick: () => printAlone(paper) }, "Print this sheet");
    return [paper, ...this.sureness(all), h("p", { class: "sij-row sij-review-buttons" }, print, again), told,
      h("h4", {}, "Each question"), h("ol", { class: "sij-review-each" }, ...all.map((one) => this.each(one)))];
  }

  /** How sure against how right in this check, when the learner told it. */
  sureness(all) {
    const records = all.filter(({ state }) => state !== "not-attempted").map(({ id, row, answer, state }) => {
      const { kind } = row.sheet;
      return { kind, first: state, sure: kind === "probability" ? answer / 100 : this.check.answers[id].sure };
    });
    const { told, parts } = calibrationParts(records, this.shelf.calibration);
    return parts.length ? [h("h4", {}, "How sure, how right in this check?"), h("p", {}, told),
      h("div", { class: "sij-calib-body" }, ...parts)] : [];
  }

  paper(all) {
    const states = Object.fromEntries(all.map(({ id, state }) => [id, state]));
    const topics = scoreOf(this.shelf.topics, states, this.check.ids);
    const of = (name) => topics.reduce((sum, topic) => sum + topic[name], 0);
    const given = all.filter(({ state }) => state !== "not-attempted").length;
    return h("div", { class: "sij-review-sheet" },
      h("h4", { tabindex: "-1" }, "Score sheet: final check, the sacroiliac joint"),
      h("p", {}, h("strong", {}, "Completed"), ` on ${dateWords(this.check.finished)}. Seed: ${this.check.seed}.`),
      h("p", { class: "sij-review-total" }, `${of("right")} of ${all.length} right, ${of("partly")} partly right, `
        + `${all.length - given} not answered.`),
      this.table(topics), ...this.readAgain(all),
      h("p", {}, h("strong", {}, NO_CERTIFICATE)), h("p", {}, this.shelf.footer));
  }

  table(topics) {
    const name = (chapter) => {
      const known = this.shelf.chapters.find((one) => one.name === chapter);
      return `${known.number}. ${known.title}`;
    };
    const head = ["Topic", "Right", "Partly", "Asked"].map((words) => h("th", { scope: "col" }, words));
    const rows = topics.map(({ chapter, right, partly, asked }) => h("tr", {}, h("th", { scope: "row" }, name(chapter)),
      ...[right, partly, asked].map((number) => h("td", {}, String(number)))));
    return h("table", {}, h("caption", {}, "Result by topic"), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows));
  }

  readAgain(all) {
    const rows = all.filter(({ state }) => state !== "correct").map(({ row }) => row);
    const places = Object.values(Object.fromEntries(rows.map((row) => [`${row.chapter.name}#${row.anchor}`, row])))
      .sort((a, b) => a.chapter.number - b.chapter.number);
    if (!places.length) return [h("p", {}, "Nothing to read again: all answers were right.")];
    return [h("p", { class: "sij-review-again" }, "What to read again:"),
      h("ul", { class: "sij-review-places" }, ...places.map((row) => h("li", {}, sectionNode(row))))];
  }

  each({ row, secret, answer, state, feedback, brier }) {
    const [sign, words] = VERDICT[state] ?? UNANSWERED;
    const score = brier === undefined ? [] : [h("p", { class: "sij-note" }, `Brier score ${brier.toFixed(2)}: 0 is perfect.`)];
    return h("li", { "data-state": state }, h("details", {},
      h("summary", {}, h("span", { class: "sij-review-verdict" }, `${sign} ${words} `), row.sheet.stem),
      h("p", {}, h("strong", {}, "Your answer: "), answerWords(row.sheet, answer)),
      ...feedback.map((text) => h("p", {}, text)), ...score, whyNode(secret),
      h("p", {}, "Read again: ", sectionNode(row), ".")));
  }
}

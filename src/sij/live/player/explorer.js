/** The symptom explorer: two doors, a form in steps, a body map, and the result beside them. */
import { reason } from "./reason.js";
import { buildAnswer, denial } from "./answers.js";
import { buildBodyMap } from "./bodymap.js";
import { outcomeNodes, outcomeSentence } from "./outcome.js";
import { parseSvg } from "./svg.js";
import { freshId, h, say } from "./dom.js";

const SPOKEN_AFTER_MS = 700;
const DOORS = [
  ["example", "An example runner", "Given ones, or one that you make up. Shows numbers from studied groups."],
  ["own", "My own symptoms", "Shows warning signs, how fast to act and good questions. Never a number or a ranking."],
];

const sameAnswer = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** One running explorer. `listen(state)` hears the example runner's state, never one's own. */
export class Explorer {
  constructor(sheet, host, listen = () => {}) {
    this.sheet = sheet;
    this.listen = listen;
    this.door = "";
    this.entered = { example: {}, own: {} };
    this.view = sheet.tables.defaultView;
    this.pretest = sheet.tables.defaultPretest;
    this.opened = new Set();
    this.findings = Object.fromEntries(sheet.tables.findings.map((one) => [one.id, one]));
    this.build(host);
    host.sij = this;
    host.dataset.ready = "true";
  }

  build(host) {
    const script = host.querySelector(":scope > script");
    this.form = h("div", { class: "sij-stage" }, this.runnerField(), ...this.steps());
    this.result = h("div", { class: "sij-panel sij-outcome" });
    this.body = h("div", { class: "sij-body", hidden: true }, this.form, this.result);
    this.announcer = h("p", { class: "sij-sr", role: "status" });
    host.replaceChildren(h("p", { class: "sij-title" }, this.sheet.title),
      h("p", {}, this.sheet.promise), this.doorField(), this.body, this.announcer);
    if (script) host.append(script);
    host.setAttribute("role", "group");
    host.setAttribute("aria-label", this.sheet.title);
  }

  doorField() {
    const name = freshId("door");
    const options = DOORS.map(([id, words, about]) => {
      const input = h("input", { type: "radio", name, value: id, onchange: () => this.enter(id) });
      return h("label", { class: "sij-option" }, input, h("span", {}, h("strong", {}, words), ` ${about}`));
    });
    return h("fieldset", { class: "sij-control sij-doors" },
      h("legend", {}, "Whose pain is it?"), ...options);
  }

  runnerField() {
    this.runner = h("select", { id: freshId("runner"), onchange: () => this.takeRunner(this.runner.value) },
      h("option", { value: "" }, "one that I make up"),
      ...this.sheet.runners.map((one) => h("option", { value: one.id }, one.name)));
    this.story = h("p", { class: "sij-note" });
    this.runnerBox = h("div", { class: "sij-runner" },
      h("label", { for: this.runner.id }, "Example runner"), this.runner, this.story);
    return this.runnerBox;
  }

  takeRunner(id) {
    const one = this.sheet.runners.find((runner) => runner.id === id);
    say(this.story, one?.story ?? "");
    this.entered.example = { ...(one?.findings ?? {}) };
    this.draw();
    this.tell();
  }

  steps() {
    this.fields = [];
    this.counts = [];
    return this.sheet.steps.map((step, k) => this.step(step, k));
  }

  step(step, k) {
    const count = h("span", { class: "sij-note" });
    const groups = step.groups.map((id) => this.group(id, step));
    const ids = this.sheet.tables.findings.filter((one) => step.groups.includes(one.group)).map((one) => one.id);
    this.counts.push({ count, ids });
    return h("details", { class: "sij-step-box", "data-step": step.id, open: k === 0 },
      h("summary", {}, h("strong", {}, `${k + 1}. ${step.title} `), count),
      step.id === "where" ? this.mapNode() : "", ...groups);
  }

  group(id, step) {
    const group = this.sheet.tables.groups.find((one) => one.id === id);
    const findings = this.sheet.tables.findings.filter((one) => one.group === id);
    const { alone } = this.sheet.tables;
    const fields = findings.map((one) => buildAnswer(one, (answer) => this.set(one.id, answer), alone));
    this.fields.push(...fields);
    const sweep = step.id === "signs" ? h("p", {}, h("button", { type: "button",
      onclick: () => this.denyRest(findings) }, "I read them all: no to the rest of this list")) : "";
    return h("div", { class: "sij-group" }, h("h4", {}, group.title),
      ...fields.map((field) => field.node), sweep);
  }

  mapNode() {
    const pictures = this.sheet.pictures.map(parseSvg);
    this.map = buildBodyMap(pictures, this.findings, (id) => this.answers()[id],
      (id, answer) => this.set(id, answer));
    return this.map.node;
  }

  /** What was entered behind the open door. */
  answers() {
    return this.entered[this.door] ?? {};
  }

  enter(door) {
    this.door = door;
    this.body.hidden = false;
    this.runnerBox.hidden = door !== "example";
    this.draw();
  }

  set(id, answer) {
    const before = this.answers();
    if (sameAnswer(before[id], answer)) return;
    const after = { ...before, [id]: answer };
    if (answer === undefined) delete after[id];
    this.entered[this.door] = after;
    this.draw();
    this.tell();
  }

  denyRest(findings) {
    const after = { ...this.answers() };
    for (const one of findings) {
      const answer = one.id in after ? undefined : denial(one, this.sheet.tables.denied);
      if (answer !== undefined) after[one.id] = answer;
    }
    this.entered[this.door] = after;
    this.draw();
    this.tell();
  }

  clear() {
    this.entered[this.door] = {};
    this.runner.value = "";
    say(this.story, "");
    this.draw();
    this.tell();
  }

  /** Someone else set the example runner (a kernel). */
  take({ findings, view, pretest }) {
    this.entered.example = { ...findings };
    this.view = view;
    this.pretest = pretest;
    if (this.door === "example") this.draw();
  }

  tell() {
    if (this.door !== "example") return;
    this.listen({ findings: this.entered.example, view: this.view, pretest: this.pretest });
  }

  draw() {
    const answers = this.answers();
    this.outcome = reason(this.sheet.tables, answers, this.door, this.view, this.pretest);
    this.fields.forEach((field) => field.show(answers[field.id]));
    this.map?.show();
    this.counts.forEach(({ count, ids }) =>
      say(count, `${ids.filter((id) => id in answers).length} of ${ids.length} answered`));
    this.result.replaceChildren(h("h3", {}, "Result"), ...outcomeNodes(this.outcome,
      this.sheet.claims, { opened: this.opened, question: (id) => this.questionOf(id), choices: this.choices() }),
    h("p", {}, h("button", { type: "button", class: "sij-again", onclick: () => this.clear() }, "Clear all answers")));
    this.announceSoon();
  }

  questionOf(id) {
    return this.findings[id]?.question ?? "The provocation tests, counted together";
  }

  choices() {
    const pick = (words, list, at, set) => {
      const select = h("select", { onchange: () => set(select.value) }, ...list.map((one) =>
        h("option", { value: one.id, selected: one.id === at }, one.share === undefined ? one.title
          : `${one.title}: ${Math.round(100 * one.share)} %`)));
      return h("label", { class: "sij-choice-line" }, words, select);
    };
    const { views, pretests } = this.sheet.tables;
    return [h("p", { class: "sij-row" },
      pick("Read the tests as ", views, this.view, (id) => this.pick("view", id)),
      pick("Start from ", pretests, this.pretest, (id) => this.pick("pretest", id)))];
  }

  pick(name, id) {
    const order = ["view", "pretest"].indexOf(name);
    this[name] = id;
    this.draw();
    this.tell();
    // The list was made anew: the reader stays where the reader was.
    this.result.querySelectorAll(".sij-choice-line select")[order]?.focus();
  }

  announceSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => say(this.announcer, outcomeSentence(this.outcome)), SPOKEN_AFTER_MS);
  }
}

/** Mount, or leave the words about the warning signs in place and say what went wrong. */
export function exploreSafely(sheet, host, listen) {
  try {
    return new Explorer(sheet, host, listen);
  } catch (error) {
    host.dataset.ready = "failed";
    host.append(h("p", { class: "sij-broken", role: "status" },
      "The explorer cannot run in your browser. The warning signs at the top of the page work without it. ",
      `(${error.message})`));
    return null;
  }
}

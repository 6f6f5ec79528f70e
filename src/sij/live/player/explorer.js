/** The symptom explorer: two doors, a form in steps, a body map, and the result beside them. */
import { reason } from "./reason.js";
import { buildAnswer } from "./answers.js";
import { buildPills } from "./pills.js";
import { buildSigns } from "./signs.js";
import { buildHowTo } from "./howto.js";
import { buildBodyMap, buildOverlay } from "./bodymap.js";
import { keptFold, outcomeBrief, outcomeParts, outcomeSentence, proofOf } from "./outcome.js";
import { fixed, reuse } from "./reuse.js";
import { parseStill } from "./svg.js";
import { buildBrief, buildDoors } from "./doors.js";
import { freshId, h, say } from "./dom.js";

const SPOKEN_AFTER_MS = 700;
const DOORS = [
  ["example", "An example runner", "Given ones, or one that you make up. Shows numbers from studied groups."],
  ["own", "My own symptoms", "Shows warning signs, how fast to act and good questions. Never a number or a ranking."],
];

const sameAnswer = (a, b) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** One running explorer. `listen(state)` hears the example runner's state, never one's own. */
export class Explorer {
  constructor(sheet, host, listen = () => {}) {
    this.sheet = sheet;
    this.listen = listen;
    this.door = "";
    this.entered = { example: {}, own: {} };
    this.view = sheet.tables.defaultView;
    this.pretest = sheet.tables.defaultPretest;
    this.disagreeing = false;
    this.opened = new Set();
    this.findings = Object.fromEntries(sheet.tables.findings.map((one) => [one.id, one]));
    this.fields = new Map();
    this.shown = {};
    this.turned = [];
    this.build(host);
    host.sij = this;
    host.dataset.ready = "true";
  }

  build(host) {
    const script = host.querySelector(":scope > script");
    this.form = h("div", { class: "sij-stage" }, this.runnerField(), ...this.steps());
    this.body = h("div", { class: "sij-body", hidden: true }, this.form, this.answerColumn());
    this.brief = buildBrief("Go to the result.", () => this.toResult());
    this.brief.node.classList.add("sij-brief-short");
    this.announcer = h("p", { class: "sij-sr", role: "status" });
    host.replaceChildren(h("p", { class: "sij-title" }, this.sheet.title),
      h("p", {}, this.sheet.promise), buildDoors("Whose pain is it?", DOORS, (id) => this.enter(id)),
      this.brief.node, this.body, this.announcer);
    if (script) host.append(script);
    host.setAttribute("role", "group");
    host.setAttribute("aria-label", this.sheet.title);
  }

  /** The result scrolls beside the form where there is room. */
  answerColumn() {
    this.title = h("h3", { tabindex: -1 }, "Result");
    this.result = h("div", { class: "sij-outcome", onscroll: () => (this.scrolled = true) });
    return h("div", { class: "sij-beside sij-scrolls" }, this.title, this.result);
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
    this.replaceAll({ ...(one?.findings ?? {}) });
  }

  steps() {
    this.counts = [];
    this.boxes = this.sheet.steps.map((step, k) => this.step(step, k));
    return this.boxes;
  }

  step(step, k) {
    const count = h("span", { class: "sij-note" });
    const ids = this.sheet.tables.findings.filter((one) => step.groups.includes(one.group)).map((one) => one.id);
    this.counts.push({ count, ids });
    return h("details", { class: "sij-step-box", "data-step": step.id, open: k === 0 },
      h("summary", {}, h("strong", {}, `${k + 1}. ${step.title} `), count),
      ...(step.id === "where" ? this.mapNodes() : []),
      ...(step.parts ? [this.signsNode(step, k)] : step.groups.map((id) => this.group(id))));
  }

  group(id) {
    const group = this.sheet.tables.groups.find((one) => one.id === id);
    const findings = this.sheet.tables.findings.filter((one) => one.group === id);
    return h("div", { class: "sij-group" }, h("h3", { class: "sij-group-title" }, group.title),
      ...findings.map((one) => this.fieldNode(one.id)));
  }

  signsNode(step, k) {
    this.signs = buildSigns(step.parts, {
      findings: this.findings, denied: this.sheet.tables.denied, field: (id) => this.fieldNode(id),
      answers: () => this.answers(), enter: (answers) => this.replace(answers),
      leave: () => this.openStep(k + 1),
    });
    return this.signs.node;
  }

  fieldNode(id) {
    const { tables, howto } = this.sheet;
    const field = buildAnswer(this.findings[id], (answer) => this.set(id, answer), tables.alone);
    this.fields.set(id, field);
    if (howto?.[id]) {
      const fold = buildHowTo(howto[id], (ids, part) => this.proof(ids, part));
      field.node.append(fold.node);
      this.turned.push(fold);
    }
    return field.node;
  }

  proof(ids, part) {
    return proofOf(ids, this.sheet.claims, part, this.opened);
  }

  mapNodes() {
    const pictures = this.sheet.pictures.map(parseStill);
    this.map = buildBodyMap(pictures, this.findings, (id) => this.answers()[id],
      (id, answer) => this.set(id, answer));
    if (!this.sheet.referral) return [this.map.node];
    const overlay = buildOverlay(pictures, this.sheet.referral, (ids, part) => this.proof(ids, part));
    this.turned.push(overlay);
    return [overlay.node, this.map.node];
  }

  /** What was entered behind the open door. */
  answers() {
    return this.entered[this.door] ?? {};
  }

  enter(door) {
    this.door = door;
    this.body.hidden = false;
    this.runnerBox.hidden = door !== "example";
    this.turned.forEach((part) => part.turn(door));
    this.forget();
    this.draw();
  }

  openStep(k) {
    this.boxes[k].open = true;
    this.boxes[k].querySelector("summary").focus();
  }

  set(id, answer) {
    const before = this.answers();
    if (sameAnswer(before[id], answer)) return;
    const after = { ...before, [id]: answer };
    if (answer === undefined) delete after[id];
    this.replace(after);
  }

  replace(answers) {
    this.entered[this.door] = answers;
    this.draw();
    this.tell();
  }

  /** Other answers as a whole: nothing that was said of those before them stays. */
  replaceAll(answers) {
    this.forget();
    this.replace(answers);
  }

  forget() {
    this.fields.forEach((field) => field.forget?.());
    this.signs?.forget();
  }

  clear() {
    this.runner.value = "";
    say(this.story, "");
    this.replaceAll({});
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
    this.outcome = this.reasoned(this.view);
    this.showFields(answers);
    this.map?.show();
    this.signs?.show(answers);
    this.counts.forEach(({ count, ids }) =>
      say(count, `${ids.filter((id) => id in answers).length} of ${ids.length} answered`));
    this.drawResult();
    this.brief.show(outcomeBrief(this.outcome));
    this.showNewFlag();
    this.announceSoon();
  }

  reasoned(view) {
    return reason(this.sheet.tables, this.answers(), this.door, view, this.pretest);
  }

  /** Only what differs from what the field shows is written. */
  showFields(answers) {
    this.fields.forEach((field, id) => {
      if (!sameAnswer(this.shown[id], answers[id])) field.show(answers[id]);
    });
    this.shown = answers;
  }

  drawResult() {
    const again = () => h("p", {}, h("button", { type: "button", class: "sij-again",
      onclick: () => this.clear() }, "Clear all answers"));
    reuse(this.result, [...outcomeParts(this.outcome, {
      claims: this.sheet.claims, opened: this.opened, question: (id) => this.questionOf(id),
      unasked: this.signs?.unanswered(this.answers()) ?? 0, choices: this.choices(),
      readings: this.readings(), again: () => this.drawResult(),
    }), fixed("clear", again)]);
  }

  toResult() {
    this.title.focus();
    this.result.scrollTop = 0;
  }

  /** A sign that comes first now is not left above the part that is in sight. */
  showNewFlag() {
    const first = this.outcome.flags[0]?.id;
    // Asking where it stands would lay the page out: only a result that was scrolled is set back.
    if (first && first !== this.firstFlag && this.scrolled) this.result.scrollTop = 0;
    this.firstFlag = first;
  }

  questionOf(id) {
    return this.findings[id]?.question ?? "The provocation tests, counted together";
  }

  /** The results under every reading of the tests, once they are asked for. */
  readings() {
    if (!this.disagreeing || !this.outcome.sources) return [];
    const { views } = this.sheet.tables;
    return this.sheet.readings.map((id) => ({ name: views.find((one) => one.id === id).title,
      sources: id === this.view ? this.outcome.sources : this.reasoned(id).sources }));
  }

  /** How the tests are read and where one starts: said in one line, changed in a fold. */
  choices() {
    const { views, pretests } = this.sheet.tables;
    const { title } = views.find((one) => one.id === this.view);
    const { share } = pretests.find((one) => one.id === this.pretest);
    const words = `Starts from ${Math.round(100 * share)} %. Tests read as: ${title}`;
    return { key: "choices", shows: words, make: () => this.choiceRow(words), renew: (row) => {
      say(row.querySelector(".sij-fold"), words);
      this.picks.forEach(([name, pills]) => pills.show([this[name]]));
    } };
  }

  choiceRow(words) {
    const { views, pretests } = this.sheet.tables;
    this.picks = [];
    const fold = keptFold("choices", words, this.opened, () => [
      this.choice("Start from", "pretest", pretests.map(({ id, title, share }) => [id, `${title}: ${Math.round(100 * share)} %`])),
      this.choice("Read the tests as", "view", views.map(({ id, title }) => [id, title]))]);
    const input = h("input", { type: "checkbox", checked: this.disagreeing,
      onchange: () => this.pick("disagreeing", input.checked) });
    return h("div", {}, fold,
      h("label", { class: "sij-option sij-disagree" }, input, h("span", {}, "Show how far the studies disagree")));
  }

  choice(legend, name, options) {
    const pills = buildPills("radio", freshId(name), options, (id) => this.pick(name, id));
    pills.show([this[name]]);
    this.picks.push([name, pills]);
    return h("fieldset", { class: "sij-finding" }, h("legend", {}, legend), pills.node);
  }

  pick(name, value) {
    this[name] = value;
    this.draw();
    this.tell();
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

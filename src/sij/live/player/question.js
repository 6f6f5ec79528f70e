/** Ask, commit, tell: feedback for this answer, then another try or a hint, then the proof. */
import { judge } from "./judge.js";
import { buildField } from "./fields.js";
import { parseSvg } from "./svg.js";
import { freshId, h, say } from "./dom.js";

export const VERDICT = {
  correct: ["\u2713", "Right."],
  partly: ["\u25d0", "Partly right."],
  incorrect: ["\u2717", "Not yet."],
};
const GUESS = {
  correct: ["\u2713", "Your guess fits."],
  partly: ["\u25d0", "Your guess fits in part."],
  incorrect: ["\u2192", "Your guess differs."],
};
const SURENESS = [[0.5, "I am guessing"], [0.75, "Fairly sure"], [0.95, "Very sure"]];
const NOTHING_YET = "Give an answer first, then check it.";
const KEPT = "Your guess is kept. Look at the picture below, then come back and compare.";

export const emptyRecord = () =>
  ({ answer: null, state: "not-attempted", tries: 0, hints: 0, shown: false, confidence: null });

export const unseal = (text) =>
  JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (c) => c.charCodeAt(0))));

/** The explanation with its sources. */
export function whyNode({ explanation, sources }) {
  const links = sources.flatMap(({ text, link }, k) =>
    [k ? " \u00b7 " : "", link ? h("a", { href: link }, text) : text]);
  return h("div", { class: "sij-explained" }, h("p", {}, h("strong", {}, "Why. "), explanation),
    h("p", { class: "sij-hint" }, "Sources: ", ...links));
}

/**
 * One running question. `keep(record)` hears each commit; `record` is what was kept before.
 * With `silent` there is no verdict: each change is kept, and `silent()` hears the Enter key.
 */
export class Asked {
  constructor(spec, host, record, keep = () => {}, { silent = null } = {}) {
    this.spec = spec;
    this.keep = keep;
    this.silent = silent;
    this.secret = unseal(spec.sealed);
    this.record = { ...emptyRecord(), ...record };
    this.build(host);
    if (this.record.state !== "not-attempted") this.restore();
    host.sijQuestion = this;
    host.dataset.ready = "true";
  }

  build(host) {
    const { spec } = this;
    const stem = freshId("stem");
    this.predicts = spec.role === "predict";
    const svg = host.querySelector(":scope > svg") ?? (spec.picture ? parseSvg(spec.picture) : null);
    this.field = buildField(spec, () => this.edited(), svg);
    this.result = h("div", { class: "sij-result", role: "status" });
    this.more = h("div", { class: "sij-more" });
    this.form = h("form", { novalidate: true }, this.field.node, this.suretyField(), this.buttons());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.commit();
    });
    const script = host.querySelector(":scope > script");
    host.replaceChildren(h("p", { class: "sij-asks" }, spec.kicker),
      h("p", { class: "sij-stem", id: stem }, spec.stem), this.form, this.result, this.more);
    if (script) host.append(script);
    host.classList.add("sij-question");
    host.setAttribute("role", "group");
    host.setAttribute("aria-labelledby", stem);
    this.host = host;
    this.update();
  }

  buttons() {
    this.check = h("button", { type: "submit", class: "sij-button sij-play" });
    this.hint = h("button", { type: "button", onclick: () => this.giveHint() }, "Give me a hint");
    this.explain = h("button", { type: "button", onclick: () => this.reveal() });
    return this.silent ? "" : h("div", { class: "sij-row" }, this.check, this.hint, this.explain);
  }

  suretyField() {
    if (this.spec.kind === "probability" || this.spec.kind === "reach") return "";
    const name = freshId("sure");
    this.sure = SURENESS.map(([value, words]) => {
      const input = h("input", { type: "radio", name, value, id: `${name}-${value}`,
        onchange: () => this.surer(value) });
      return { value, input, label: h("label", { class: "sij-option", for: input.id }, input,
        h("span", {}, words)) };
    });
    return h("details", { class: "sij-sure" }, h("summary", {}, "How sure are you? (if you like)"),
      h("fieldset", { class: "sij-control sij-row" },
        h("legend", { class: "sij-sr" }, "How sure are you?"), ...this.sure.map((one) => one.label)));
  }

  surer(value) {
    this.record.confidence = value;
    if (this.silent) this.keep(this.record);
  }

  /** Keep what is chosen so far, without a word on it; returns the verdict. */
  draft() {
    const answer = this.field.read();
    const outcome = judge(this.secret.key, answer);
    const given = outcome.state !== "not-attempted";
    Object.assign(this.record, { answer: given ? answer : null, state: outcome.state });
    this.keep(this.record);
    return outcome;
  }

  commit() {
    if (this.silent) {
      this.silent();
      return;
    }
    const answer = this.field.read();
    const outcome = judge(this.secret.key, answer);
    if (outcome.state === "not-attempted") {
      this.tell([h("p", {}, outcome.feedback[0] ?? NOTHING_YET)], "none");
      return;
    }
    Object.assign(this.record, { answer, state: outcome.state, tries: this.record.tries + 1,
      at: new Date().toISOString() });
    if (this.record.first === undefined) {
      // How sure one was counts only when it was said before the verdict.
      const sure = this.spec.kind === "probability" ? answer / 100 : this.record.confidence;
      Object.assign(this.record, { first: outcome.state, sure });
    }
    if (outcome.state === "correct" && !this.predicts) this.record.shown = true;
    this.field.write(answer);
    this.show(outcome);
    this.keep(this.record);
  }

  show(outcome) {
    const waits = this.predicts && !this.record.shown;
    if (waits) this.tell([h("p", {}, KEPT)], "kept");
    else {
      const [sign, words] = (this.predicts ? GUESS : VERDICT)[outcome.state];
      const verdict = h("p", { class: "sij-verdict" },
        h("span", { "aria-hidden": "true" }, `${sign} `), words);
      this.tell([verdict, ...outcome.feedback.map((text) => h("p", {}, text)),
        ...this.score(outcome)], outcome.state);
    }
    this.showMore();
    this.update();
  }

  score({ brier }) {
    if (brier === undefined) return [];
    const words = `Brier score ${brier.toFixed(2)}: 0 is perfect, 1 is as far off as can be.`;
    return [h("p", { class: "sij-hint" }, words)];
  }

  tell(parts, state) {
    this.result.replaceChildren(...parts);
    this.result.dataset.state = state;
  }

  giveHint() {
    this.record.hints = Math.min(this.record.hints + 1, this.secret.hints.length);
    this.showMore();
    this.update();
    this.keep(this.record);
    this.focusOn(this.more.querySelectorAll(".sij-hinted").item(this.record.hints - 1));
  }

  reveal() {
    this.record.shown = true;
    if (this.predicts) this.show(judge(this.secret.key, this.record.answer));
    this.showMore();
    this.update();
    this.keep(this.record);
    this.focusOn(this.more.querySelector(".sij-explained"));
  }

  focusOn(node) {
    node?.setAttribute("tabindex", "-1");
    node?.focus();
  }

  showMore() {
    const hints = this.secret.hints.slice(0, this.record.hints)
      .map((text) => h("p", { class: "sij-hinted" }, h("strong", {}, "Hint. "), text));
    this.more.replaceChildren(...hints, ...(this.record.shown ? [this.explanation()] : []));
  }

  explanation() {
    return whyNode(this.secret);
  }

  /** The learner changed the answer after a verdict: the verdict no longer belongs to it. */
  edited() {
    if (this.silent) this.draft();
    if (this.result.dataset.state === undefined) return;
    delete this.result.dataset.state;
    this.result.replaceChildren();
  }

  update() {
    const { tries, shown, hints, state } = this.record;
    const again = tries ? "Check again" : "Check my answer";
    say(this.check, this.predicts ? (tries ? "Keep this guess" : "Keep my guess") : again);
    this.check.hidden = this.predicts && shown;
    this.hint.hidden = this.predicts || !tries || state === "correct"
      || hints >= this.secret.hints.length;
    say(this.explain, this.predicts ? "Compare with what you saw" : "Show me why");
    this.explain.hidden = !tries || shown;
  }

  restore() {
    this.field.write(this.record.answer);
    this.sure?.forEach(({ value, input }) => (input.checked = value === this.record.confidence));
    if (!this.silent) this.show(judge(this.secret.key, this.record.answer));
  }

  /** An answer from elsewhere: a kernel's trait, an imported file. */
  set(record) {
    this.record = { ...emptyRecord(), ...record };
    this.restore();
  }
}

/** Mount, or leave the words of the question in place and say so. */
export function askSafely(spec, host, record, keep, options) {
  try {
    return new Asked(spec, host, record, keep, options);
  } catch (error) {
    host.dataset.ready = "failed";
    host.append(h("p", { class: "sij-broken", role: "status" },
      `This question cannot be answered in your browser. (${error.message})`));
    return null;
  }
}

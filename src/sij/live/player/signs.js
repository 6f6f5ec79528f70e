/** The warning signs, one short group at a time or all in one list. */
import { denial } from "./answers.js";
import { freshId, h, say } from "./dom.js";

const ONE_LIST = "Show all groups in one list";
const ONE_GROUP = "Show one group at a time";

const button = (words, onclick, looks) => h("button", { type: "button", onclick, class: looks }, words);

/** Questions to which a plain "no" would be bad news: they stay open. */
const stillOpen = (findings, answers) =>
  findings.filter((one) => ["choice", "yes-no"].includes(one.kind) && !(one.id in answers))
    .map((one) => one.question);

class SignsForm {
  /**
   * @param {object[]} parts `id`, `title` and `findings` (ids) of each group, the fastest first
   * @param {object} tools `findings` by id, `field(id)` a question's node, `answers()`,
   *   `enter(answers)`, `denied` names of answers, `leave()` goes on to the next step
   */
  constructor(parts, tools) {
    this.tools = tools;
    this.at = 0;
    this.whole = false;
    this.parts = parts.map((part, k) => this.part(part, k, parts.length));
    this.list = h("ol", { class: "sij-signs-list" }, ...this.parts.map((part) => h("li", {}, part.link)));
    this.switch = button(ONE_LIST, () => this.turn());
    this.sweep = h("p", {}, button("I read them all: no to the rest of this list",
      () => this.deny(this.parts.flatMap((part) => part.findings))));
    this.node = h("div", { class: "sij-signs" }, ...this.parts.map((part) => part.node), this.sweep,
      h("div", { class: "sij-signs-all" }, h("p", { class: "sij-note" }, "All groups of warning signs:"),
        this.list, h("p", {}, this.switch)));
    this.place();
  }

  part({ id, title, findings: ids }, k, count) {
    const findings = ids.map((one) => this.tools.findings[one]);
    const heading = h("h3", { class: "sij-group-title", tabindex: "-1", id: freshId("signs") },
      `Signs ${k + 1} of ${count}: ${title}`);
    const told = h("p", { class: "sij-note", role: "status" });
    const tally = h("span", { class: "sij-note" });
    const link = h("button", { type: "button", onclick: () => this.go(k) }, h("span", {}, title), " ", tally);
    const moves = h("p", { class: "sij-row sij-signs-moves" },
      findings.some((one) => denial(one, this.tools.denied) !== undefined)
        ? button("No to all of these", () => this.denyPart(k)) : "",
      k ? button("Previous", () => this.go(k - 1)) : "",
      k < count - 1 ? button("Next", () => this.go(k + 1), "sij-play")
        : button("Next step", () => this.tools.leave(), "sij-play"));
    const node = h("div", { class: "sij-group", role: "group", "aria-labelledby": heading.id, "data-signs": id },
      heading, ...ids.map(this.tools.field), moves, told);
    return { node, heading, told, tally, link, moves, findings };
  }

  /** Show a group; who pressed for it lands on its heading. */
  go(k) {
    this.at = k;
    this.place();
    this.parts[k].heading.focus();
  }

  turn() {
    this.whole = !this.whole;
    this.place();
    this.parts[this.whole ? 0 : this.at].heading.focus();
  }

  place() {
    this.parts.forEach(({ node, moves, told, link }, k) => {
      const here = k === this.at && !this.whole;
      node.hidden = !here && !this.whole;
      moves.hidden = this.whole;
      told.hidden = this.whole;
      if (here) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    this.sweep.hidden = !this.whole;
    say(this.switch, this.whole ? ONE_GROUP : ONE_LIST);
  }

  deny(findings) {
    const after = { ...this.tools.answers() };
    for (const one of findings) {
      const answer = one.id in after ? undefined : denial(one, this.tools.denied);
      if (answer !== undefined) after[one.id] = answer;
    }
    this.tools.enter(after);
  }

  denyPart(k) {
    const { findings, told } = this.parts[k];
    this.deny(findings);
    const open = stillOpen(findings, this.tools.answers());
    say(told, open.length ? `Please answer these one by one: ${open.join(" ")}`
      : "Your other answers stay as they were; the rest is now \u201cno\u201d.");
  }

  show(answers) {
    for (const { findings, tally } of this.parts) {
      const given = findings.filter((one) => one.id in answers).length;
      say(tally, `${given} of ${findings.length} answered`);
    }
  }

  /** How many questions on warning signs have no answer: those that can be denied, and so raise one. */
  unanswered(answers) {
    const asked = this.parts.flatMap((part) => part.findings).filter((one) => ["yes-no", "choice"].includes(one.kind));
    return asked.filter((one) => !(one.id in answers)).length;
  }

  /** The words about what was just filled in belong to the answers of before. */
  forget() {
    this.parts.forEach(({ told }) => say(told, ""));
  }
}

export const buildSigns = (parts, tools) => new SignsForm(parts, tools);

/** A case on the page: one step at a time, from the story to the debrief. */
import {
  caseDebrief, caseMoves, caseOutcome, CASE_PERCENTS, chooseMove, estimateIn, minutesIn, replayCase, visitOf,
} from "./caserun.js";
import { debriefNode, netOf, planWords, proofBox } from "./casedebrief.js";
import { printAlone } from "./printing.js";
import { freshId, h, say } from "./dom.js";

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** One running case. `listen(moves)` hears the moves made so far; `moves` are those made before. */
export class CasePlayer {
  constructor(sheet, host, moves = [], listen = () => {}) {
    this.sheet = sheet;
    this.words = sheet.words;
    this.listen = listen;
    this.build(host);
    this.take(moves);
    host.sij = this;
    host.dataset.ready = "true";
  }

  build(host) {
    const script = host.querySelector(":scope > script");
    this.told = h("p", { class: "sij-sr", role: "status" });
    this.way = h("ol", { class: "sij-case-way" });
    this.body = h("div", { class: "sij-case-body" });
    this.foot = h("div", { class: "sij-case-foot" }, this.againNode(),
      h("p", { class: "sij-note" }, this.words.kept));
    host.replaceChildren(h("p", { class: "sij-title" }, this.sheet.title), h("p", { class: "sij-note" },
      `${this.sheet.runner}. ${this.words.made_up}`), this.way, this.body, this.foot, this.told);
    if (script) host.append(script);
    host.setAttribute("role", "group");
    host.setAttribute("aria-label", this.sheet.title);
  }

  /** Two presses: the first one only asks. */
  againNode() {
    const told = h("span", { class: "sij-note", role: "status" });
    const button = h("button", { type: "button", class: "sij-again" }, this.words.again);
    let asked = false;
    const show = () => {
      say(button, asked ? this.words.again_sure : this.words.again);
      say(told, asked ? this.words.again_told : "");
    };
    button.addEventListener("click", () => {
      asked = !asked;
      show();
      if (asked) return;
      this.take([]);
      this.listen([]);
      this.focusTitle();
    });
    button.addEventListener("blur", () => {
      asked = false;
      show();
    });
    return h("p", { class: "sij-case-again" }, button, " ", told);
  }

  /** Stand where these moves lead; nothing is told and no focus is moved. */
  take(moves) {
    this.moves = [];
    this.state = replayCase(this.sheet, []);
    for (const move of Array.isArray(moves) ? moves : []) this.make(move);
    this.draw();
  }

  make(move) {
    const after = chooseMove(this.sheet, this.state, move);
    if (after === this.state) return false;
    this.state = after;
    this.moves = [...this.moves, move];
    return true;
  }

  /** A move that the learner makes; a new step gets the focus on its heading. */
  move(move) {
    const { step, visit } = this.state;
    if (!this.make(move)) return;
    this.listen(this.moves);
    const turned = step !== this.state.step || visit !== this.state.visit;
    if (!turned && move.startsWith("say:")) return;
    this.draw();
    if (turned) this.focusTitle();
    else this.focusAnswer(move.slice(4));
    say(this.told, turned ? this.words.lead[this.state.step] : this.timeWords());
  }

  focusTitle() {
    this.title.focus();
  }

  focusAnswer(item) {
    this.body.querySelector(`[data-answer="${item}"]`)?.focus();
  }

  get visit() {
    return visitOf(this.sheet, this.state.visit);
  }

  draw() {
    const { step } = this.state;
    this.title = h("h3", { tabindex: "-1" }, this.words.steps[step]);
    const parts = {
      history: () => this.gathering(), examination: () => this.gathering(), judgement: () => this.judging(),
      plan: () => this.planning(), "follow-up": () => this.following(), debrief: () => this.looking(),
    };
    this.drawWay();
    const story = step === "debrief" ? "" : this.story();
    this.body.replaceChildren(this.title, h("p", { class: "sij-note" }, this.words.lead[step]), story,
      ...parts[step]());
    this.body.dataset.step = step;
  }

  /** The steps of this visit; which one is on is said in words too. */
  drawWay() {
    const { visit } = this;
    const left = { examination: !visit.examination.length, judgement: !visit.judge };
    const steps = this.sheet.steps.filter((name) => !left[name]);
    const at = steps.indexOf(this.state.step);
    this.way.replaceChildren(...steps.map((name, k) => h("li", {
      "aria-current": k === at ? "step" : undefined, class: k < at ? "sij-case-done" : undefined,
    }, this.words.steps[name])));
  }

  story() {
    const first = this.state.step === "history";
    return h("details", { class: "sij-case-story", open: first }, h("summary", {}, this.visit.place),
      h("p", {}, this.visit.story));
  }

  timeWords() {
    const used = minutesIn(this.sheet, this.state);
    const { minutes } = this.visit;
    return fill(this.words.time, { used, all: minutes, left: minutes - used });
  }

  timeNode() {
    const share = (100 * minutesIn(this.sheet, this.state)) / this.visit.minutes;
    return h("div", { class: "sij-case-time" }, h("p", {}, this.timeWords()),
      h("div", { class: "sij-case-meter", "aria-hidden": "true" }, h("span", { style: `width:${share.toFixed(1)}%` })));
  }

  gathering() {
    const items = this.visit[this.state.step];
    const can = caseMoves(this.sheet, this.state);
    return [this.timeNode(), h("ul", { class: "sij-case-items" }, ...items.map((name) => this.itemNode(name, can))),
      this.nextButtons(can)];
  }

  itemNode(name, can) {
    const { ask, minutes, says } = this.sheet.items[name];
    if (this.state.asked.includes(name)) {
      return h("li", {}, h("p", { class: "sij-case-asked", "data-answer": name, tabindex: "-1" },
        h("strong", {}, ask), " ", h("span", {}, says)));
    }
    const open = can.includes(`ask:${name}`);
    const cost = h("span", { class: "sij-case-cost" }, open ? fill(this.words.cost, { minutes }) : this.words.no_time);
    return h("li", {}, h("button", { type: "button", class: "sij-case-ask", disabled: !open, "data-item": name,
      onclick: () => this.move(`ask:${name}`) }, h("span", {}, ask), cost));
  }

  nextButtons(can) {
    const going = can.filter((move) => move.startsWith("go:"));
    return h("p", { class: "sij-row" }, ...going.map((move) => h("button", { type: "button", "data-go": move,
      class: move === "go:history" ? undefined : "sij-play", onclick: () => this.move(move) },
    this.words.go[move.slice(3)])));
  }

  /** All answers so far, folded, where the learner has to weigh them. */
  answersNode() {
    const { asked } = this.state;
    const rows = asked.map((name) => h("li", {}, h("strong", {}, this.sheet.items[name].ask), ` ${this.sheet.items[name].says}`));
    return h("details", { class: "sij-case-known" }, h("summary", {}, this.words.answers),
      rows.length ? h("ul", {}, ...rows) : h("p", {}, this.words.nothing));
  }

  judging() {
    const complaint = h("p", { class: "sij-complaint", role: "alert" });
    const go = () => {
      if (caseMoves(this.sheet, this.state).includes("go:plan")) this.move("go:plan");
      else say(complaint, this.words.give_all);
    };
    return [this.answersNode(), ...this.sheet.statements.map((one) => this.estimateNode(one)), complaint,
      h("p", { class: "sij-row" }, h("button", { type: "button", class: "sij-play", "data-go": "go:plan", onclick: go },
        this.words.go.plan))];
  }

  estimateNode({ id, says }) {
    const given = estimateIn(this.state, this.state.visit, id);
    const name = freshId("estimate");
    const shown = h("output", { class: "sij-number", for: name });
    const input = h("input", { type: "range", id: name, min: CASE_PERCENTS[0], max: 100, step: CASE_PERCENTS[1],
      "data-statement": id });
    input.value = given ?? 50;
    const tell = (percent) => {
      say(shown, percent === undefined ? this.words.give : `${percent} %`);
      input.setAttribute("aria-valuetext", percent === undefined ? this.words.give : `${percent} %`);
      input.classList.toggle("sij-case-unset", percent === undefined);
    };
    const set = () => {
      this.move(`say:${id}=${input.value}`);
      tell(Number(input.value));
    };
    input.addEventListener("input", set);
    // To agree with the middle takes no movement: a press on it, or Enter, is enough.
    input.addEventListener("click", set);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") set();
    });
    tell(given);
    return h("div", { class: "sij-control sij-case-estimate" },
      h("div", { class: "sij-label-row" }, h("label", { for: name }, says), shown), input,
      h("div", { class: "sij-case-ends", "aria-hidden": "true" }, h("span", {}, "0 %"), h("span", {}, "100 %")));
  }

  planning() {
    const name = freshId("plan");
    const complaint = h("p", { class: "sij-complaint", role: "alert" });
    const options = this.visit.options.map((one) => h("label", { class: "sij-option sij-case-option" },
      h("input", { type: "radio", name, value: one.id, onchange: () => say(complaint, "") }), planWords(this.sheet, one)));
    const commit = () => {
      const chosen = this.body.querySelector(`input[name="${name}"]:checked`);
      if (chosen) this.move(`plan:${chosen.value}`);
      else say(complaint, this.words.choose_first);
    };
    return [this.answersNode(), h("fieldset", { class: "sij-control sij-case-options" },
      h("legend", {}, this.words.steps.plan), ...options), complaint,
    h("p", { class: "sij-row" }, h("button", { type: "button", class: "sij-play", "data-go": "commit", onclick: commit },
      this.words.commit))];
  }

  following() {
    const made = this.state.plans[this.state.plans.length - 1];
    const option = this.visit.options.find((one) => one.id === made[1]);
    const found = caseOutcome(this.sheet, this.state);
    const words = found.next === null ? this.words.go.debrief : this.words.go.next;
    return [h("div", { class: "sij-case-chosen" }, planWords(this.sheet, option)),
      h("p", { class: "sij-case-happened" }, found.text), proofBox(this.sheet, found.claims),
      found.next === null ? netOf(this.sheet) : "",
      h("p", { class: "sij-row" }, h("button", { type: "button", class: "sij-play", "data-go": "go:next",
        onclick: () => this.move("go:next") }, words))];
  }

  looking() {
    const node = debriefNode(this.sheet, this.state, caseDebrief(this.sheet, this.state));
    return [node, h("p", { class: "sij-row sij-case-print" }, h("button", { type: "button",
      onclick: () => printAlone(node) }, this.words.print))];
  }
}

/** Mount, or leave the case in words in place and say what went wrong. */
export function caseSafely(sheet, host, moves, listen) {
  try {
    return new CasePlayer(sheet, host, moves, listen);
  } catch (error) {
    host.dataset.ready = "failed";
    host.append(h("p", { class: "sij-broken", role: "status" },
      "This case cannot run in your browser. You can read it above. ", `(${error.message})`));
    return null;
  }
}

/** The planner: two doors, a form in steps, the plan beside it, and things to take away. */
import { buildAnswer, readAmount } from "./answers.js";
import { checkedState } from "./plan.js";
import { replayOf } from "./diary.js";
import { dateAfter, dayNumber, eventsOf } from "./events.js";
import { nextInWords, plannedParts, plannedSentence } from "./planned.js";
import { buildRuns } from "./runs.js";
import { calendarFile, tableFile } from "./icsfile.js";
import { handoutParts, optionWords } from "./handout.js";
import { proofOf } from "./outcome.js";
import { printAlone } from "./printing.js";
import { answerInWords } from "./rules.js";
import { fixed, reuse } from "./reuse.js";
import { buildBrief, buildDoors } from "./doors.js";
import { freshId, h, say } from "./dom.js";

const PLAN_SPOKEN_AFTER_MS = 700;
const PLAN_DOORS = [
  ["example", "An example runner", "Given ones, or one that you make up. Shows all the machinery."],
  ["own", "My own plan", "The same for everything but running: a run stands in it only if a physician has ruled out a bone stress injury."],
];
const NO_TO_REST = "I read them all: no to the rest of this list";

/** Today where the reader is, as 2026-03-01. */
function localToday() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The names of entries as a reader would say them. */
const plainFault = (fault) => fault.replaceAll("distance_km", "distance in km").replaceAll("_", " ");

function saveFile(name, type, text) {
  const link = h("a", { download: name, href: URL.createObjectURL(new Blob([text], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** The day of the pain, by its date or by counting back; each follows the other. */
function startField(spec, set) {
  const legend = freshId("began");
  const complaint = h("span", { class: "sij-complaint", role: "alert", id: freshId("complaint") });
  const date = h("input", { type: "date", id: freshId("date"), max: localToday(), "aria-describedby": complaint.id });
  const days = h("input", { type: "text", inputmode: "numeric", id: freshId("days"), "aria-describedby": complaint.id });
  const tell = (day, asked) => {
    const fits = Number.isInteger(day) && day >= spec.low && day <= spec.high;
    const bad = asked !== "" && !fits;
    say(complaint, bad ? `Give a day from today back to ${spec.high} days ago, in whole days.` : "");
    set(fits ? day : undefined);
  };
  date.addEventListener("change", () => {
    const day = date.value ? dayNumber(localToday()) - dayNumber(date.value) : undefined;
    days.value = "";
    tell(day, date.value);
  });
  days.addEventListener("change", () => {
    date.value = "";
    tell(readAmount(days.value, spec.low, spec.high), days.value.trim());
  });
  const show = (day) => {
    if (day === undefined) return;
    days.value = String(day);
    date.value = dateAfter(localToday(), -day);
    say(complaint, "");
  };
  const forget = () => {
    days.value = "";
    date.value = "";
    say(complaint, "");
  };
  const node = h("fieldset", { class: "sij-finding", "data-finding": spec.id },
    h("legend", { id: legend }, "When did the pain begin?"),
    h("p", { class: "sij-row" }, h("label", { for: date.id }, "On"), date,
      h("label", { for: days.id }, "or so many days ago"), days, complaint));
  return { id: spec.id, node, show, forget };
}

/** One running planner. `listen(state)` hears the example runner's entries, never one's own. */
export class Planner {
  constructor(sheet, host, listen = () => {}) {
    this.sheet = sheet;
    this.tables = sheet.tables;
    this.listen = listen;
    this.door = "";
    this.entered = { example: {}, own: {} };
    this.diaries = { example: [], own: [] };
    this.given = { name: "", diary: [] };
    this.opened = new Set();
    this.fields = new Map();
    this.rows = Object.fromEntries(this.tables.rows.map((row) => [row.id, row]));
    this.build(host);
    host.sij = this;
    host.dataset.ready = "true";
  }

  build(host) {
    const script = host.querySelector(":scope > script");
    this.form = h("div", { class: "sij-stage" }, this.runnerField(), ...this.steps());
    this.result = h("div", { class: "sij-panel sij-outcome" });
    this.title = h("h3", { tabindex: -1 }, "The plan");
    this.body = h("div", { class: "sij-body", hidden: true }, this.form,
      h("div", { class: "sij-beside" }, this.title, this.result));
    this.brief = buildBrief("Go to the plan.", () => this.title.focus());
    this.announcer = h("p", { class: "sij-sr", role: "status" });
    this.handout = h("div", { class: "sij-handout" });
    this.diary = buildRuns(this.tables.returnToRun, {
      change: (runs) => this.changeDiary(runs), back: () => this.putBack(),
      today: () => this.entered[this.door].day, proof: () => this.proof(this.tables.returnToRun.jumpClaims),
    });
    this.diary.take([], "");
    host.replaceChildren(h("p", { class: "sij-title" }, this.sheet.title), h("p", {}, this.sheet.promise),
      buildDoors("Whose plan is it?", PLAN_DOORS, (id) => this.enter(id)), this.brief.node, this.body,
      this.announcer, this.handout);
    if (script) host.append(script);
    host.setAttribute("role", "group");
    host.setAttribute("aria-label", this.sheet.title);
  }

  /** What the form itself shows has no figure, since one form serves both doors. */
  proof(ids) {
    return proofOf(ids, this.sheet.claims, "sources", this.opened);
  }

  runnerField() {
    this.runner = h("select", { id: freshId("runner"), onchange: () => this.takeRunner(this.runner.value) },
      h("option", { value: "" }, "one that I make up"),
      ...this.sheet.runners.map((one) => h("option", { value: one.id }, one.name)));
    this.story = h("p", { class: "sij-note" });
    this.also = h("div", { class: "sij-also" });
    this.runnerBox = h("div", { class: "sij-runner" },
      h("label", { for: this.runner.id }, "Example runner"), this.runner, this.story, this.also);
    return this.runnerBox;
  }

  takeRunner(id) {
    const one = this.sheet.runners.find((runner) => runner.id === id);
    say(this.story, one?.story ?? "");
    this.given = { name: one?.name ?? "", diary: one?.diary ?? [] };
    this.replaceAll(structuredClone(one?.entered ?? {}), structuredClone(this.given.diary));
  }

  steps() {
    this.counts = [];
    return this.sheet.steps.map((step, k) => this.step(step, k));
  }

  step(step, k) {
    const count = h("span", { class: "sij-note" });
    const signs = step.id === "signs";
    this.counts.push({ count, step });
    return h("details", { class: "sij-step-box", "data-step": step.id, open: k === 0 },
      h("summary", {}, h("strong", {}, `${k + 1}. ${step.title} `), count),
      ...(signs ? this.signNodes() : step.fields.map((id) => this.fieldNode(id))));
  }

  signNodes() {
    const groups = this.tables.flags.screening.map(({ id, title, signs }) => {
      const question = `${title}: any of these?`;
      const field = buildAnswer({ id: `signs-${id}`, kind: "choice", question, options: [["no", "no"], ["yes", "yes"]] },
        (answer) => this.setGroup(id, answer), []);
      field.node.querySelector("legend").after(h("ul", { class: "sij-signs-of" }, ...signs.map(([sign, asks]) =>
        h("li", {}, asks ? h("strong", {}, `${sign}:`) : sign, asks ? ` ${asks}` : ""))));
      this.fields.set(`signs-${id}`, { ...field, read: (entered) => entered.red_flags?.[id] });
      return field.node;
    });
    const sweep = h("button", { type: "button", onclick: () => this.denyRest() }, NO_TO_REST);
    const fastest = h("p", { class: "sij-note" }, "A yes counts as the fastest sign of its list. "
      + "The symptom explorer of chapter 5 asks about them one by one.");
    return [fastest, ...groups, h("p", {}, sweep)];
  }

  fieldNode(id) {
    const spec = this.tables.fields.find((one) => one.id === id);
    const set = (answer) => this.set(id, answer);
    const words = { ...spec, options: spec.options?.map((option) => [option, optionWords(option)]) };
    const field = id === "day" ? startField(spec, set) : buildAnswer(words, set, []);
    this.fields.set(id, { ...field, read: (entered) => entered[id] });
    return field.node;
  }

  denyRest() {
    const rest = this.tables.flags.screening.map((group) => [group.id, "no"]);
    const { red_flags: given } = this.entered[this.door];
    this.replace({ ...this.entered[this.door], red_flags: { ...Object.fromEntries(rest), ...given } });
  }

  setGroup(id, answer) {
    const { [id]: _, ...others } = this.entered[this.door].red_flags ?? {};
    this.set("red_flags", answer === undefined ? others : { ...others, [id]: answer });
  }

  set(id, answer) {
    const { [id]: before, ...others } = this.entered[this.door];
    if (before === answer) return;
    this.replace(answer === undefined ? others : { ...others, [id]: answer });
  }

  enter(door) {
    this.door = door;
    this.body.hidden = false;
    this.runnerBox.hidden = door !== "example";
    this.forget();
    this.diary.take(this.diaries[door], this.start());
    this.draw();
  }

  forget() {
    this.fields.forEach((field) => field.forget?.());
    this.shown = {};
  }

  replace(entered) {
    this.entered[this.door] = entered;
    this.draw();
    this.tell();
  }

  /** Other entries as a whole: nothing that was typed for those before them stays. */
  replaceAll(entered, diary) {
    this.forget();
    this.diaries[this.door] = diary;
    this.entered[this.door] = entered;
    this.diary.take(diary, this.start());
    this.draw();
    this.tell();
  }

  changeDiary(runs) {
    this.diaries[this.door] = runs;
    this.draw();
    this.tell();
  }

  putBack() {
    this.diary.take(this.given.diary, this.start());
    this.changeDiary(structuredClone(this.given.diary));
    this.diary.list.querySelector("input")?.focus();
  }

  clear() {
    this.runner.value = "";
    say(this.story, "");
    if (this.door === "example") this.given = { name: "", diary: [] };
    this.replaceAll({}, []);
  }

  /** Someone else set the example runner (a kernel). */
  take({ entered, diary }) {
    this.entered.example = structuredClone(entered);
    this.diaries.example = structuredClone(diary);
    this.given = { name: "", diary: structuredClone(diary) };
    if (this.door === "example") this.enter("example");
  }

  /** Only what can be read is told: a kernel would refuse the rest. */
  tell() {
    if (this.door === "example") this.listen({ entered: this.readable().entered, diary: this.diaries.example });
  }

  /** The date when the pain began, "" as long as it is not known. */
  start() {
    const { day } = this.entered[this.door] ?? {};
    return day === undefined ? "" : dateAfter(localToday(), -day);
  }

  /** What can be read; a count with a fraction is left out, with one sentence that says what to give. */
  readable() {
    const entered = { ...this.entered[this.door] };
    let fault = "";
    for (const spec of this.tables.fields) {
      if (!spec.whole || entered[spec.id] === undefined || Number.isInteger(entered[spec.id])) continue;
      try {
        checkedState(this.tables, { day: 0, [spec.id]: entered[spec.id] });
      } catch (error) {
        fault = plainFault(error.message);
        delete entered[spec.id];
      }
    }
    return { entered, fault };
  }

  work() {
    const { entered, fault } = this.readable();
    const waiting = entered.day === undefined;
    const facts = { ...entered, day: entered.day ?? 0 };
    this.diaryFault = "";
    try {
      return { ...replayOf(this.tables, facts, waiting ? [] : this.diaries[this.door], this.door), waiting, fault, facts };
    } catch (error) {
      this.diaryFault = plainFault(error.message);
      return { ...replayOf(this.tables, facts, [], this.door), next: null, waiting, fault, facts };
    }
  }

  draw() {
    this.made = this.work();
    this.showFields();
    this.drawResult();
    const [flag] = this.made.plan.flags;
    const words = flag ? `${flag.urgency}: ${flag.title}. ${flag.action}` : "";
    this.brief.show({ words, warns: Boolean(flag) });
    this.announceSoon();
  }

  showFields() {
    const entered = this.entered[this.door];
    this.fields.forEach((field, id) => {
      const answer = field.read(entered);
      if (this.shown[id] !== answer || !(id in this.shown)) field.show(answer);
      this.shown[id] = answer;
    });
    this.counts.forEach(({ count, step }) => {
      const ids = step.id === "signs" ? this.tables.flags.screening.map((one) => `signs-${one.id}`) : step.fields;
      const given = ids.filter((id) => this.fields.get(id).read(entered) !== undefined).length;
      say(count, `${given} of ${ids.length} answered`);
    });
    this.showAlso(entered.findings ?? {});
  }

  /** What an example runner told beyond the form; it can raise a warning sign, so it is shown. */
  showAlso(findings) {
    const items = Object.entries(findings).map(([id, answer]) => {
      const spec = this.tables.flags.findings.find((one) => one.id === id);
      return { key: id, shows: answer, make: () => h("li", {}, h("strong", {}, spec.question), ` ${answerInWords(spec, answer)}`) };
    });
    const title = fixed("title", () => h("p", {}, "Also known of this runner:"));
    reuse(this.also, items.length ? [title, { key: "list", make: () => h("ul", { class: "sij-studied" }), within: items }] : []);
  }

  drawResult() {
    const again = () => h("p", {}, h("button", { type: "button", class: "sij-again",
      onclick: () => this.clear() }, "Clear all entries"));
    reuse(this.result, [...plannedParts(this.made, {
      claims: this.sheet.claims, opened: this.opened, door: this.door, rows: this.rows, start: this.start(),
      physician: this.tables.physician, diary: this.diaryItem(), files: this.filesItem(), runClaims: this.tables.returnToRun.claims,
      diaryFault: this.diaryFault, comesFirst: this.tables.comesFirst,
    }), fixed("clear", again)]);
  }

  /** Only past the physician's gate there is a diary; what was entered in it is not lost. */
  diaryItem() {
    const open = this.made.plan.items.find((item) => item.rowId === this.tables.walkRun).status === "open";
    if (!open || this.made.waiting) return null;
    const given = this.door === "example" ? this.given.diary : [];
    const changed = this.door === "example" && given.length > 0 && JSON.stringify(this.diaries.example) !== JSON.stringify(given);
    this.diary.show(this.made.steps, { start: this.start(), compared: changed ? this.compared(given) : "", changed });
    return fixed("diary", () => this.diary.node);
  }

  /** The next session beside that of the diary as it was, where both can be read. */
  compared(given) {
    if (!this.made.next || given.some((run) => run.day > this.made.plan.day)) return "";
    const before = replayOf(this.tables, this.made.facts, given, this.door).next;
    const [was, now] = [before, this.made.next].map(nextInWords);
    return was === now ? `With your change the next session stays: ${now}`
      : `As the diary was: ${was} With your change: ${now}`;
  }

  filesItem() {
    const save = (words, act) => h("button", { type: "button", onclick: act }, words);
    return fixed("files", () => h("div", { class: "sij-files" }, h("h4", {}, "Take it with you"),
      h("p", { class: "sij-note" }, "A file is made in your browser and saved on your device. Nothing is sent."),
      h("p", { class: "sij-row" },
        save("Save for a calendar (.ics)", () => this.saveCalendar()),
        save("Save as a table (.csv)", () => this.saveTable()),
        save("Print on one page", () => this.print()))));
  }

  entries() {
    const diary = this.made.next ? this.diaries[this.door] : [];
    const found = eventsOf(this.tables, this.made.facts, diary, this.door, this.start());
    // A diary that cannot be read gives no session.
    return this.made.next ? found : found.filter((entry) => !entry.running);
  }

  saveCalendar() {
    const made = { stamp: new Date(), revision: this.made.plan.day };
    saveFile("sij-plan.ics", "text/calendar", calendarFile(this.entries(), this.start(), made));
  }

  saveTable() {
    saveFile("sij-plan.csv", "text/csv", tableFile(this.entries(), this.start(), this.tables.csvHeader));
  }

  print() {
    const whose = this.door === "example" ? this.given.name || "made up" : "";
    this.handout.replaceChildren(...handoutParts(this.made, {
      whose, title: this.sheet.title, rows: this.rows, start: this.start(), today: localToday(),
      tables: this.tables, entered: this.readable().entered, diary: this.diaries[this.door] }));
    printAlone(this.handout);
  }

  spoken() {
    const sentence = plannedSentence(this.made, this.made.next ? this.diary.compared.textContent : "");
    return this.diaryFault ? `${this.diaryFault} ${sentence}` : sentence;
  }

  announceSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => say(this.announcer, this.spoken()), PLAN_SPOKEN_AFTER_MS);
  }
}

/** Mount, or leave the rows in words in place and say what went wrong. */
export function planSafely(sheet, host, listen) {
  try {
    return new Planner(sheet, host, listen);
  } catch (error) {
    host.dataset.ready = "failed";
    host.append(h("p", { class: "sij-broken", role: "status" },
      "The planner cannot run in your browser. The warning signs at the top of the page work without it. ",
      `(${error.message})`));
    return null;
  }
}

/** Questions that were answered in the chapters come back when they are due. */
import { dayOf, daysBetween, firstDue, nextDue } from "./leitner.js";
import { h, say } from "./dom.js";
import { askSafely } from "./question.js";
import { keepReview, keptAnswers, keptReviews } from "./progress.js";
import { whenceNode } from "./whence.js";

const NOTHING_YET_ANSWERED = "There is nothing to review yet. Answer some questions in the chapters, then come back "
  + "here a day later.";
const HOW_BOXES = "A right answer sends a question on to a longer gap; any other answer brings it back soon.";

const longDay = (day) => new Date(`${day}T12:00:00`).toLocaleDateString("en-GB",
  { weekday: "long", day: "numeric", month: "long" });

function inDays(today, day) {
  const days = daysBetween(today, day);
  return days === 1 ? `tomorrow, ${longDay(day)}` : `in ${days} days, on ${longDay(day)}`;
}

const questions = (count) => `${count} ${count === 1 ? "question" : "questions"}`;

export class MixedReview {
  constructor(shelf, host) {
    this.shelf = shelf;
    this.title = h("h3", { tabindex: "-1" }, "Mixed review");
    this.told = h("p", { class: "sij-review-told" });
    this.stage = h("div", {});
    host.replaceChildren(this.title, this.told, this.stage);
    this.next();
  }

  /** Box and due day of each question that was answered; what was reviewed goes before the chapter. */
  items() {
    const [answers, reviewed] = [keptAnswers(), keptReviews()];
    return Object.keys(this.shelf.rows).filter((id) => answers[id]).map((id) => {
      const { first, state, at } = answers[id];
      const day = dayOf(at && !Number.isNaN(Date.parse(at)) ? new Date(at) : new Date());
      return { id, ...(reviewed[id] ?? firstDue(first ?? state, day, this.shelf.rules)) };
    });
  }

  next() {
    const today = dayOf(new Date());
    const items = this.items();
    const due = items.filter((item) => item.due <= today)
      .sort((a, b) => a.due.localeCompare(b.due) || a.box - b.box || a.id.localeCompare(b.id));
    say(this.told, this.standing(items, due, today));
    this.stage.replaceChildren(...(due.length ? this.asked(due[0], due.length - 1) : []));
  }

  standing(items, due, today) {
    if (!items.length) return NOTHING_YET_ANSWERED;
    const later = items.map((item) => item.due).filter((day) => day > today).sort();
    const after = later.length ? ` The next one after that comes back ${inDays(today, later[0])}.` : "";
    const now = due.length ? `${questions(due.length)} due today, of ${items.length} that you have answered.`
      : `Nothing is due today, of ${questions(items.length)} that you have answered.`;
    return `${now}${after.replace(due.length ? "" : " after that", "")} ${HOW_BOXES}`;
  }

  asked(item, left) {
    const row = this.shelf.rows[item.id];
    const host = h("section", { class: "sij-question" });
    const after = h("div", { class: "sij-review-after" });
    const asked = askSafely(row.sheet, host, null, (record) => {
      if (record.tries === 1 && !after.hasChildNodes()) this.move(item, record.first, after, left);
    });
    if (asked) asked.again = true;
    return [whenceNode(row), host, after];
  }

  move(item, state, after, left) {
    const today = dayOf(new Date());
    const to = nextDue(item.box, state, today, this.shelf.rules.gaps);
    keepReview(item.id, { ...to, at: new Date().toISOString() });
    const button = h("button", { type: "button", class: "sij-play", onclick: () => {
      this.next();
      this.title.focus();
    } }, left ? "Next question" : "Done for today");
    after.replaceChildren(h("p", { role: "status" }, `It comes back ${inDays(today, to.due)}. `
      + `${left ? `${left} more due today.` : "It was the last one due today."}`), button);
  }
}

/** A predict screen: the room's guesses as a tally, then the studies' marks over them. */
import { freshId, h, say } from "./dom.js";
import { tallyKey, tallyPicture } from "./tallydraw.js";

const HIDE_MARKS = "Hide what was measured";
const SHOW_MARKS = "Show what was measured";

/** What is kept while the tab is open: guesses without a name, so that a reload loses nothing. */
const roomStore = {
  read(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  },
  write(key, value) {
    try {
      if (value.guesses.length || value.shown) sessionStorage.setItem(key, JSON.stringify(value));
      else sessionStorage.removeItem(key);
    } catch {
      // A private window may keep nothing: the tally then lives as long as the page.
    }
  },
};

const guessesInWords = (count) => `${count} ${count === 1 ? "guess" : "guesses"}`;

/** Counts for each bin. */
export function countsOf(guesses, bins) {
  const counts = Array.from({ length: bins }, () => 0);
  for (const place of guesses) counts[place] += 1;
  return counts;
}

/** The bin in which the middle guess lies; the lower one of two. */
export function middleBin(guesses) {
  const sorted = [...guesses].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

function roomInWords(spec, guesses) {
  if (!guesses.length) return "No guess yet.";
  const counts = countsOf(guesses, spec.bins.length);
  const told = counts.map((count, place) => [count, spec.bins[place]]).filter(([count]) => count)
    .map(([count, label]) => `${label}: ${count}`).join(", ");
  return `The room's guesses (${spec.unit}): ${told}. ${guessesInWords(guesses.length)} in all; the middle one lies in `
    + `${spec.bins[middleBin(guesses)]}.`;
}

const marksInWords = (spec) => ` Measured: ${spec.marks.map((mark, place) =>
  `${place + 1}, ${mark.words}, ${mark.label}`).join("; ")}.`;

/** Everything that the picture shows, in words. */
export function tallyInWords(spec, { guesses, shown }) {
  return roomInWords(spec, guesses) + (shown ? marksInWords(spec) : "");
}

/** One of a row of buttons is a tab stop; arrow keys move among them. */
function roveAmong(buttons) {
  const stop = (place) => buttons.forEach((button, at) => (button.tabIndex = at === place ? 0 : -1));
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const target = (key, place) => (key === "Home" ? 0 : key === "End" ? buttons.length - 1
    : (place + steps[key] + buttons.length) % buttons.length);
  buttons.forEach((button, place) => {
    button.addEventListener("focus", () => stop(place));
    button.addEventListener("keydown", (event) => {
      if (!(event.key in steps) && event.key !== "Home" && event.key !== "End") return;
      event.preventDefault();
      buttons[target(event.key, place)].focus();
    });
  });
  stop(0);
}

class Tally {
  constructor(spec, host) {
    Object.assign(this, { spec, host, key: `sij-tally-${spec.id}`, asked: false });
    const kept = roomStore.read(this.key);
    const fits = (place) => Number.isInteger(place) && place >= 0 && place < spec.bins.length;
    this.state = { guesses: (kept.guesses ?? []).filter(fits), shown: Boolean(kept.shown) };
    this.answer = host.querySelector(".sij-tally-answer");
    this.build();
    this.renew();
  }

  build() {
    const id = freshId("tally");
    this.bins = this.spec.short.map((label, place) => h("button", { type: "button", class: "sij-tally-bin",
      onclick: () => this.guess(place) }, h("strong", {}, label), h("span", {}, "0")));
    roveAmong(this.bins);
    this.undoButton = h("button", { type: "button", onclick: () => this.undo() }, "Undo");
    this.clearButton = h("button", { type: "button", onclick: () => this.clear() }, "Clear the tally");
    this.showButton = h("button", { type: "button", class: "sij-tally-show", onclick: () => this.reveal() }, SHOW_MARKS);
    this.words = h("p", { class: "sij-tally-words", id });
    this.legend = h("p", { class: "sij-tally-key" }, ...tallyKey(this.spec));
    this.told = h("p", { role: "status", class: "sij-tally-told" });
    this.picture = h("div", { class: "sij-tally-picture", role: "img", "aria-labelledby": id });
    const label = `The room's guesses, in ${this.spec.unit}`;
    this.answer.before(
      this.picture, this.legend,
      h("div", { class: "sij-tally-bins", role: "toolbar", "aria-label": label }, ...this.bins),
      h("p", { class: "sij-tally-tools" }, this.undoButton, this.clearButton, this.showButton),
      this.told,
    );
    this.answer.after(this.words, h("p", { class: "sij-tally-hint" }, "Tap once for each guess. With keys, while this screen has the focus: "
        + "1 to 9 and 0 for the bins from left to right, Backspace to undo, Enter on a button to press it."));
    this.host.tabIndex = -1;
    this.host.addEventListener("keydown", (event) => this.hear(event));
    new ResizeObserver(() => this.draw()).observe(this.picture);
  }

  hear(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const place = event.key === "0" ? 9 : Number(event.key) - 1;
    const isBin = /^\d$/.test(event.key) && place < this.spec.bins.length;
    if (!isBin && event.key !== "Backspace") return;
    event.preventDefault();
    if (isBin) this.guess(place);
    else this.undo();
  }

  guess(place) {
    this.state.guesses.push(place);
    this.renew(`${this.spec.bins[place]} ${this.spec.unit}. ${guessesInWords(this.state.guesses.length)}.`);
  }

  undo() {
    const last = this.state.guesses.pop();
    this.renew(last === undefined ? "There is nothing to undo."
      : `Taken back: ${this.spec.bins[last]}. ${guessesInWords(this.state.guesses.length)} left.`);
  }

  /** Two presses: the first one only asks. */
  clear() {
    if (!this.asked && this.state.guesses.length) {
      this.asked = true;
      say(this.clearButton, "Really clear");
      say(this.told, "Press once more to clear the whole tally.");
      return;
    }
    this.state = { guesses: [], shown: false };
    this.renew("The tally is clear.");
  }

  reveal() {
    this.state.shown = !this.state.shown;
    this.renew(this.state.shown ? "Here is what was measured." : "The marks are hidden.");
    this.showButton.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  renew(told = "") {
    this.asked = false;
    say(this.clearButton, "Clear the tally");
    const { guesses, shown } = this.state;
    countsOf(guesses, this.bins.length).forEach((count, place) => {
      const button = this.bins[place];
      say(button.lastChild, String(count));
      button.setAttribute("aria-label", `${this.spec.bins[place]} ${this.spec.unit}: ${guessesInWords(count)}`);
    });
    say(this.showButton, shown ? HIDE_MARKS : SHOW_MARKS);
    this.showButton.setAttribute("aria-expanded", String(shown));
    this.legend.hidden = !shown;
    this.answer.hidden = !shown;
    this.answer.open = shown;
    say(this.words, tallyInWords(this.spec, this.state));
    say(this.told, told);
    roomStore.write(this.key, this.state);
    this.draw();
  }

  draw() {
    const width = Math.floor(this.picture.clientWidth);
    if (!width) return;
    const counts = countsOf(this.state.guesses, this.bins.length);
    this.picture.replaceChildren(tallyPicture(this.spec, counts, this.state.shown, width));
  }
}

/** Bring every predict screen of the page to life; one that fails keeps its folded answer. */
export function mountTallies() {
  for (const host of document.querySelectorAll(".sij-tally:not([data-ready])")) {
    try {
      host.sij = new Tally(JSON.parse(host.querySelector("script[type='application/json']").textContent), host);
      host.dataset.ready = "true";
    } catch (error) {
      host.dataset.ready = "failed";
      console.error(error);
    }
  }
}

/** Presenter mode: a page as one screen after the other, in big type, moved by keys. */
import { h, say, storage } from "./dom.js";

const ALONE = ".sij-live, .sij-question, .sij-tally";
const NAMED = `:is(h1, h2, h3, .sij-live, .sij-question, .sij-tally)[id]`;
const TITLES = "h1, h2, h3, h4, .sij-title, .sij-callout-word, summary";
const CONTROLS = "input, select, textarea, button, summary, [contenteditable], [tabindex]:not([tabindex='-1'])";
const TYPED_IN = "input, select, textarea, [contenteditable]";
const LETTER_KEY = "sij-show-letter";
const PREFIX = "#show-";

const isHeading = (part) => /^H[12]$/.test(part.tagName);
const onlyTitles = (parts) => parts.every((part) => part.matches("h1, h2, h3, .sij-kicker"));
/** A section for whoever leads, and not for the room: its heading says so. */
const isForLeader = (heading) => Boolean(heading.querySelector("[data-show='skip']"));
const standsAlone = (part) => part.matches(".sij-cell") && Boolean(part.querySelector(ALONE));

/** The page's parts in order, as screens: the warning signs, each section, each interactive. */
export function screensOf(strip, parts) {
  const screens = strip ? [[strip]] : [];
  let now = [];
  let skipping = false;
  const close = () => {
    if (now.length) screens.push(now);
    now = [];
  };
  for (const part of parts) {
    if (isHeading(part)) skipping = isForLeader(part);
    if (skipping) continue;
    if (!onlyTitles(now) && (isHeading(part) || standsAlone(part))) close();
    now.push(part);
    if (standsAlone(part)) close();
  }
  close();
  return screens;
}

/** The ids by which a screen can be found; the first one is its name. */
function namesOf(screen, place) {
  const named = screen.flatMap((part) => [...(part.id ? [part] : []), ...part.querySelectorAll(NAMED)]);
  const alone = named.filter((part) => part.matches(ALONE));
  return [...new Set([...alone, ...named].map((part) => part.id)), String(place + 1)];
}

const titleIn = (part) => (part.matches(TITLES) ? part : part.querySelector(TITLES));
const wordsOf = (title) => (title?.querySelector("strong") ?? title)?.textContent.trim() ?? "";

/** The titles of all screens: an interactive's own, else the section's with what comes in it. */
function titlesOf(screens) {
  let section = "";
  return screens.map((screen) => {
    const heading = screen.find((part) => isHeading(part) || part.matches(".sij-strip"));
    if (heading) section = wordsOf(titleIn(heading));
    const alone = screen.find(standsAlone);
    if (alone?.querySelector(".sij-question")) return `${section} (a question)`;
    if (alone) return wordsOf(titleIn(alone)) || section;
    const word = heading ? "" : wordsOf(screen[0].querySelector(".sij-callout-word"));
    return word ? `${section} (${word.toLowerCase()})` : section;
  });
}

/** The section's heading of each screen, which may stand on an earlier one. */
function headingsOf(screens) {
  let heading;
  return screens.map((screen) => {
    heading = screen.find(isHeading) ?? heading;
    return heading;
  });
}

/** A letter that starts something must be possible to turn off: WCAG 2.2, 2.1.4. */
const letterIsOn = () => storage.read(LETTER_KEY) !== "off";

class Show {
  constructor(screens, prose, button) {
    Object.assign(this, { screens, prose, button, place: 0, on: false });
    this.names = screens.map(namesOf);
    this.titles = titlesOf(screens);
    this.headings = headingsOf(screens);
    this.strip = screens[0].find((part) => part.matches(".sij-strip"));
    this.bar = this.buildBar();
    document.body.append(this.bar);
    button.addEventListener("click", () => this.start(this.placeInView()));
    button.hidden = false;
    document.addEventListener("keydown", (event) => this.hear(event));
    addEventListener("hashchange", () => this.followHash());
    this.followHash();
  }

  buildBar() {
    const move = (label, words, act, mark) => h("button", { type: "button", class: "sij-show-move", "aria-label": label,
      onclick: act }, ...(mark < 0 ? [h("span", { "aria-hidden": "true" }, "← "), words]
      : [words, h("span", { "aria-hidden": "true" }, mark > 0 ? " →" : " ✕")]));
    this.back = move("Previous screen", "Back", () => this.go(this.place - 1, false), -1);
    this.next = move("Next screen", "Next", () => this.go(this.place + 1, false), 1);
    this.told = h("p", { role: "status" });
    const letter = h("input", { type: "checkbox", id: "sij-show-letter" });
    letter.checked = letterIsOn();
    letter.addEventListener("change", () => storage.write(LETTER_KEY, letter.checked ? "on" : "off"));
    const keys = h("details", { class: "sij-show-keys" }, h("summary", {}, "Keys"), h("div", {},
      h("p", {}, "Right or Page Down: next screen. Left or Page Up: back. Home and End: first and last. "
        + "Down and Space scroll. Escape leaves a control, then this view. In a slider or a field the keys "
        + "move the slider."),
      h("label", { for: "sij-show-letter" }, letter, " The letter p starts and ends this view")));
    return h("div", { class: "sij-show-bar", role: "region", "aria-label": "Presenter mode", hidden: true },
      this.back, this.told, this.next, keys, move("Leave presenter mode", "Leave", () => this.leave(), 0));
  }

  /** The screen that is being read on the page. */
  placeInView() {
    const passed = this.screens.map((screen, place) => [screen[0].getBoundingClientRect().top, place])
      .filter(([top]) => top < innerHeight * 0.5);
    return scrollY < 8 || !passed.length ? 0 : passed[passed.length - 1][1];
  }

  followHash() {
    const name = decodeURIComponent(location.hash);
    if (name.startsWith(PREFIX)) {
      const place = this.names.findIndex((names) => names.includes(name.slice(PREFIX.length)));
      this.start(Math.max(0, place));
    } else if (this.on && name.length > 1) {
      const aim = document.getElementById(name.slice(1));
      const place = this.screens.findIndex((screen) => screen.some((part) => part.contains(aim)));
      if (aim && place >= 0) this.go(place);
    }
  }

  hear(event) {
    const { key, target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (key === "p" && letterIsOn() && !target.closest?.(TYPED_IN)) this.toggle(event);
    else if (this.on) this.hearMove(event);
  }

  toggle(event) {
    event.preventDefault();
    if (this.on) this.leave();
    else this.start(this.placeInView());
  }

  hearMove(event) {
    const control = event.target.closest?.(CONTROLS);
    const free = !control || control.matches(".sij-show-move");
    const last = this.screens.length - 1;
    const places = { ArrowRight: this.place + 1, PageDown: this.place + 1, ArrowLeft: this.place - 1,
      PageUp: this.place - 1, Home: 0, End: last };
    if (event.key === "Escape") {
      event.preventDefault();
      if (free) this.leave();
      else this.focusScreen();
    } else if (free && event.key in places) {
      event.preventDefault();
      this.go(places[event.key]);
    }
  }

  start(place) {
    if (!this.on) {
      this.on = true;
      this.stripWasOpen = this.strip?.open;
      document.documentElement.classList.add("sij-show-on");
      this.bar.hidden = false;
      if (this.strip) this.strip.open = true;
    }
    this.go(place);
  }

  go(place, moveFocus = true) {
    this.place = Math.min(Math.max(place, 0), this.screens.length - 1);
    const here = new Set(this.screens[this.place]);
    for (const part of [...(this.strip ? [this.strip] : []), ...this.prose.children]) {
      part.classList.toggle("sij-show-off", !here.has(part));
      part.classList.toggle("sij-show-heard", part.tagName === "H1" || part === this.headings[this.place]);
    }
    say(this.told, `Screen ${this.place + 1} of ${this.screens.length}: ${this.titles[this.place]}`);
    this.back.setAttribute("aria-disabled", String(this.place === 0));
    this.next.setAttribute("aria-disabled", String(this.place === this.screens.length - 1));
    history.replaceState(null, "", `${PREFIX}${this.names[this.place][0]}`);
    scrollTo({ top: 0, behavior: "instant" });
    if (moveFocus) this.focusScreen();
  }

  focusScreen() {
    const screen = this.screens[this.place];
    const part = screen.find(standsAlone) ?? screen.find((one) => !one.matches(".sij-kicker"));
    const host = part.querySelector(ALONE) ?? part;
    const aim = host.matches(".sij-question, .sij-strip") ? host : (titleIn(host) ?? host);
    const goal = aim.tagName === "SUMMARY" ? host : aim;
    goal.tabIndex = -1;
    goal.focus({ preventScroll: true });
  }

  leave() {
    this.on = false;
    document.documentElement.classList.remove("sij-show-on");
    this.bar.hidden = true;
    if (this.strip) this.strip.open = this.stripWasOpen;
    for (const part of this.prose.children) part.classList.remove("sij-show-off", "sij-show-heard");
    this.strip?.classList.remove("sij-show-off", "sij-show-heard");
    const [name] = this.names[this.place];
    const anchor = document.getElementById(name) ? `#${name}` : "";
    history.replaceState(null, "", `${location.pathname}${location.search}${anchor}`);
    this.screens[this.place][0].scrollIntoView({ block: "start", behavior: "instant" });
    this.focusScreen();
  }
}

/** Put the page's button to work; a page without one, or with a single screen, has no presenter mode. */
export function offerShow() {
  const button = document.getElementById("sij-show-start");
  const prose = document.querySelector("main .sij-prose");
  if (!button || !prose) return undefined;
  const screens = screensOf(document.querySelector("main > .sij-strip"), [...prose.children]);
  return screens.length > 1 ? new Show(screens, prose, button) : undefined;
}

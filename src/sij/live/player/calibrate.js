/** Match a drawn box to a real object, so that a picture can be shown life-size. */
import { h, freshId, say, storage } from "./dom.js";
import { slider, stepButton } from "./controls.js";

export const SCREEN_KEY = "sij:v1:screen";

const thisScreen = () => ({
  zoom: Math.round(devicePixelRatio * 1000) / 1000,
  width: screen.width,
  height: screen.height,
});

/** "matched" on this very screen and zoom, "changed" since then, or "never". */
export function screenState() {
  const kept = storage.read(SCREEN_KEY);
  if (!kept || !(kept.pixelsPerMm > 0)) return { state: "never" };
  const now = thisScreen();
  const same = Object.keys(now).every((name) => now[name] === kept[name]);
  return { state: same ? "matched" : "changed", pixelsPerMm: kept.pixelsPerMm };
}

const WORDS = {
  never: "Not matched yet: sizes below are a guess.",
  changed: "The zoom or the screen has changed since you matched it. Please match it again.",
  matched: "Matched on this screen. Sizes below are true to life.",
  unsaved: "Matched. This browser keeps nothing, so you will be asked again next time.",
};

function cardBox(control) {
  const handle = h("span", { class: "sij-card-handle", "aria-hidden": "true" });
  const text = h("span", { class: "sij-card-text" });
  return { box: h("div", { class: "sij-card" }, text, handle), handle, text };
}

function drag(handle, edgeMm, current, change) {
  handle.addEventListener("pointerdown", (start) => {
    start.preventDefault();
    handle.setPointerCapture(start.pointerId);
    const first = current();
    const value = (event) => first + (event.clientX - start.clientX) / edgeMm();
    const move = (event) => change(value(event), false);
    const stop = (event) => {
      handle.removeEventListener("pointermove", move);
      change(value(event), true);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", stop, { once: true });
    handle.addEventListener("pointercancel", stop, { once: true });
  });
}

/** The calibration control; `setOther` tells whether the screen is matched. */
export function calibrateControl(control, change, setOther) {
  const id = freshId(control.id);
  let now = control.value;
  const { box, handle, text } = cardBox(control);
  const clamped = (value, final) =>
    change(Math.min(Math.max(Number(value.toFixed(3)), control.min), control.max), final);
  const input = slider(control, id, (value, final) => clamped(value, final));
  const status = h("p", { class: "sij-status", role: "status" });
  const done = h("button", { type: "button", class: "sij-button", onclick: () => match() }, "It matches");
  const node = h("div", { class: "sij-control sij-calibrate" },
    h("label", { for: id }, control.label), h("p", { class: "sij-hint", id: `${id}-hint` }, control.hint ?? ""),
    box,
    h("div", { class: "sij-slider-row" }, stepButton(control, -1, () => now, clamped), input,
      stepButton(control, +1, () => now, clamped)),
    h("div", { class: "sij-row" }, done, status));
  const room = () => document.documentElement.clientWidth - 16;
  const isNarrow = () => node.clientWidth > 0 && node.clientWidth < control.long_mm * now + 8;
  const edgeMm = () => (isNarrow() ? control.short_mm : control.long_mm);
  const edgeWords = () => `${isNarrow() ? "short" : "long"} edge of a ${control.object_name}`;
  /** The box may grow beyond its column, to both sides alike, up to the screen's own width. */
  const lay = () => {
    const width = edgeMm() * now;
    box.style.width = `${width}px`;
    box.style.marginInline = `${Math.min(0, (node.clientWidth - width) / 2)}px`;
    box.classList.toggle("sij-card-narrow", isNarrow());
    const fits = width <= room() || node.clientWidth === 0;
    say(text, fits ? edgeWords() : "too wide for this screen: turn it sideways, or make the page smaller");
    input.setAttribute("aria-valuetext", `${edgeWords()}, ${Math.round(width)} pixels`);
  };
  const tell = (state) => {
    say(status, WORDS[state]);
    node.dataset.state = state;
    setOther(`${control.id}_matched`, Number(state === "matched" || state === "unsaved"));
  };
  const match = () => {
    const kept = storage.write(SCREEN_KEY, { pixelsPerMm: now, ...thisScreen() });
    tell(kept ? "matched" : "unsaved");
  };
  drag(handle, edgeMm, () => now, clamped);
  const recheck = () => {
    const { state, pixelsPerMm } = screenState();
    if (pixelsPerMm && pixelsPerMm !== now) change(pixelsPerMm, true);
    tell(state);
    lay();
  };
  const show = (value) => {
    now = value;
    input.value = String(value);
    lay();
    const { state, pixelsPerMm } = screenState();
    if (state === "matched" && pixelsPerMm !== value) tell("never");
  };
  addEventListener("resize", recheck);
  new ResizeObserver(lay).observe(node);
  return { node, show, ready: recheck };
}

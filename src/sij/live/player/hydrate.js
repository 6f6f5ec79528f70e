/** Bring every island of a page to life, each as soon as it has been read; one that fails stays still. */
import { calibrationSafely } from "./calibration.js";
import { mountSafely } from "./mount.js";
import { askSafely } from "./question.js";
import { fromTrait, toTrait } from "./state.js";
import { keepAnswer, keepFigure, keptAnswer, keptFigure } from "./progress.js";
import { keepBox, rememberPlace, showProgress } from "./keep.js";

const MOST_PATIENCE_MS = 2000;
const nextTask = () => new Promise((done) => setTimeout(done));
const nextRest = () => new Promise((done) => (globalThis.requestIdleCallback
  ? requestIdleCallback(done, { timeout: MOST_PATIENCE_MS }) : setTimeout(done)));

/** Whether the browser has read the element to its end: something comes after it. */
function isWhole(node) {
  for (let at = node; at; at = at.parentElement) if (at.nextSibling) return true;
  return document.readyState !== "loading";
}

const LATE = ":is(.sij-explorer, .sij-case, .sij-review)";
const waiting = () => [...document.querySelectorAll(
  `:is(.sij-live, .sij-question):not([data-ready], ${LATE})`)].filter(isWhole);

function dataOf(host) {
  try {
    return JSON.parse(host.querySelector("script[type='application/json']").textContent);
  } catch {
    return null;
  }
}

/** Kept control values as numbers; those that no longer fit the picture are left out. */
function fitting(spec, kept) {
  const known = spec.controls.filter((part) => part.kind !== "calibrate" && part.id in kept);
  const pairs = known.map((part) => [part, fromTrait(part, kept[part.id])]);
  const fits = ([part, value]) => Number.isFinite(value) && value >= (part.min ?? 0)
    && value <= (part.max ?? (part.options?.length ?? 2) - 1);
  return Object.fromEntries(pairs.filter(fits).map(([part, value]) => [part.id, value]));
}

function mountFigure(spec, host) {
  const player = mountSafely(spec, host, (controls, final) => {
    if (!final) return;
    const movable = spec.controls.filter((part) => part.kind !== "calibrate");
    keepFigure(spec.name,
      Object.fromEntries(movable.map((part) => [part.id, toTrait(part, controls[part.id])])));
  });
  const kept = player && keptFigure(spec.name);
  if (kept) player.set(fitting(spec, kept));
}

function mountHost(host) {
  const spec = dataOf(host);
  if (host.classList.contains("sij-calib")) calibrationSafely(spec, host);
  else if (host.classList.contains("sij-live")) mountFigure(spec, host);
  else askSafely(spec, host, spec && keptAnswer(spec.id), (record) => {
    keepAnswer(spec.id, record);
    showProgress();
  });
}

/** Wait for the next piece of the page, or for its end. */
const more = () =>
  new Promise((done) => {
    const watch = new MutationObserver(() => {
      watch.disconnect();
      done();
    });
    watch.observe(document, { childList: true, subtree: true });
    document.addEventListener("DOMContentLoaded", done, { once: true });
  });

/** A form of many fields takes its time to build: it waits until nothing else is to be done. */
async function mountLate(mount) {
  for (const host of document.querySelectorAll(`${LATE}:not([data-ready])`)) {
    await nextRest();
    mount(dataOf(host), host);
  }
}

/**
 * The script may run before the page has been read to its end. Each island gets a task of its
 * own, so that the first answers before the last is built. `late` mounts a form, on the pages
 * that hold one.
 */
export async function hydrate(late) {
  for (;;) {
    const [host] = waiting();
    if (host) mountHost(host);
    else if (document.readyState === "loading") await more();
    else break;
    await nextTask();
  }
  keepBox();
  showProgress();
  rememberPlace();
  if (late) await mountLate(late);
}

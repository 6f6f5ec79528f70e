/** Bring every island of a page to life, each as soon as it has been read; one that fails stays still. */
import { mountSafely } from "./mount.js";

const nextTask = () => new Promise((done) => setTimeout(done));

/** Whether the browser has read the element to its end: something comes after it. */
function isWhole(node) {
  for (let at = node; at; at = at.parentElement) if (at.nextSibling) return true;
  return document.readyState !== "loading";
}

const waiting = () =>
  [...document.querySelectorAll(".sij-live:not([data-ready])")].filter(isWhole);

function mountIsland(host) {
  let spec = null;
  try {
    spec = JSON.parse(host.querySelector("script[type='application/json']").textContent);
  } catch {
    spec = null;
  }
  mountSafely(spec, host);
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

/**
 * The script may run before the page has been read to its end. Each island gets a task of its
 * own, so that the first answers before the last is built.
 */
export async function hydrate() {
  for (;;) {
    const [host] = waiting();
    if (host) mountIsland(host);
    else if (document.readyState === "loading") await more();
    else return;
    await nextTask();
  }
}

hydrate();

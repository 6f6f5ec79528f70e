/** Bring every island of a page to life; one that fails stays a still picture. */
import { mountSafely } from "./mount.js";

const nextTask = () => new Promise((done) => setTimeout(done));

/**
 * The first island answers before the last is built: each one gets a task of its own.
 * @param {ParentNode} root
 */
export async function hydrate(root) {
  for (const host of root.querySelectorAll(".sij-live:not([data-ready])")) {
    let spec = null;
    try {
      spec = JSON.parse(host.querySelector("script[type='application/json']").textContent);
    } catch {
      spec = null;
    }
    mountSafely(spec, host);
    await nextTask();
  }
}

hydrate(document);

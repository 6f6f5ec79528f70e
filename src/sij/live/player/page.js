/** Bring every island of a page to life; one that fails stays a still picture. */
import { mountSafely } from "./mount.js";

/** @param {ParentNode} root */
export function hydrate(root) {
  for (const host of root.querySelectorAll(".sij-live:not([data-ready])")) {
    let spec = null;
    try {
      spec = JSON.parse(host.querySelector("script[type='application/json']").textContent);
    } catch {
      spec = null;
    }
    mountSafely(spec, host);
  }
}

hydrate(document);

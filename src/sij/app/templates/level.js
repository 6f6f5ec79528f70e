/* The reading level: "student" opens what is folded for students, "plain" folds it again. It runs
   before the body is read, so that nothing moves once it is seen. */
(() => {
  const KEY = "sij-level";
  const FOLDED = "details.sij-deeper";
  const met = new WeakSet();
  const kept = () => {
    try {
      return localStorage.getItem(KEY) === '"student"' ? "student" : "plain";
    } catch {
      return "plain";
    }
  };
  const keep = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(level));
    } catch {
      // A private window keeps nothing: the choice then holds for this page.
    }
  };
  let level = kept();

  const show = (box) => {
    for (const button of box.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.level === level));
    }
  };
  const choose = (box, wanted) => {
    level = wanted;
    keep();
    show(box);
    for (const part of document.querySelectorAll(FOLDED)) part.open = level === "student";
  };
  const start = (box) => {
    if (!box || met.has(box)) return;
    met.add(box);
    box.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) choose(box, button.dataset.level);
    });
    show(box);
    box.hidden = false;
  };
  /* Only what is new opens by itself: what the reader has folded by hand stays folded. */
  const meet = (part) => {
    if (met.has(part)) return;
    met.add(part);
    if (level === "student") part.open = true;
  };
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (!(node instanceof Element)) continue;
      start(node.matches("#sij-level") ? node : node.querySelector("#sij-level"));
      if (node.matches(FOLDED)) meet(node);
      node.querySelectorAll(FOLDED).forEach(meet);
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

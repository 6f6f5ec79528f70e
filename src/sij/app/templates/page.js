/* The page itself: paper shows everything unfolded but what is for another reading level, phones
   start with the contents folded. */
const folded = [];
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open], .sij-source, .sij-deeper)")) {
    part.open = true;
    folded.push(part);
  }
});
addEventListener("afterprint", () => {
  for (const part of folded.splice(0)) part.open = false;
});

const contents = document.querySelector(".sij-toc details");
const narrow = matchMedia("(max-width: 64rem)");
const fold = () => {
  if (contents) contents.open = !narrow.matches;
};
fold();
narrow.addEventListener("change", fold);

const links = new Map();
for (const link of document.querySelectorAll(".sij-toc a")) {
  const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (part) links.set(part, link);
}
let marked = null;
const current = () => {
  let here = null;
  for (const [part, link] of links) {
    if (part.getBoundingClientRect().top < innerHeight * 0.35) here = link;
  }
  if (here === marked) return;
  marked?.removeAttribute("aria-current");
  here?.setAttribute("aria-current", "true");
  marked = here;
};
if (links.size) {
  let asked = 0;
  addEventListener("scroll", () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(current);
  }, { passive: true });
  current();
}

/** The review page: questions that come back, and a final check drawn from a seed. */
import { FinalCheck } from "./finalcheck.js";
import { MixedReview } from "./mixedreview.js";
import { h } from "./dom.js";

/** What both parts need of the sheet; `hrefs` are where the chapters are, if the page knows. */
function shelfOf(sheet, host) {
  const links = [...host.querySelectorAll("a[data-chapter]")];
  const hrefs = Object.fromEntries(links.map((link) => [link.dataset.chapter, link.getAttribute("href")]));
  const rows = sheet.chapters.flatMap((chapter) =>
    chapter.questions.map((row) => [row.sheet.id, { ...row, chapter, href: hrefs[chapter.name] }]));
  const topics = sheet.chapters.map(({ name, questions }) => ({ name, ids: questions.map((row) => row.sheet.id) }));
  return { rows: Object.fromEntries(rows), topics, chapters: sheet.chapters, count: sheet.count,
    rules: { gaps: sheet.gaps, first: sheet.first }, footer: sheet.footer,
    calibration: { groups: sheet.groups, least: sheet.least, about: "this check" } };
}

function build(sheet, host) {
  const shelf = shelfOf(sheet, host);
  const kept = [...host.querySelectorAll(":scope > script")];
  const [mixedPart, checkPart] = [h("div", { class: "sij-review-part" }), h("div", { class: "sij-review-part" })];
  host.replaceChildren(mixedPart, checkPart, h("p", { class: "sij-review-footer" }, sheet.footer), ...kept);
  host.sijReview = { mixed: new MixedReview(shelf, mixedPart), check: new FinalCheck(shelf, checkPart) };
  host.dataset.ready = "true";
}

/** Mount, or leave the list of chapters in place and say so. */
export function reviewSafely(sheet, host) {
  try {
    build(sheet, host);
  } catch (error) {
    host.dataset.ready = "failed";
    host.append(h("p", { class: "sij-broken", role: "status" },
      `The review cannot run in your browser. (${error.message})`));
  }
}

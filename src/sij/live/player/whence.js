/** Where a question comes from, and where to look. */
import { h } from "./dom.js";

/** A link to a chapter's section, or its words where nobody knows the address. */
export const sectionNode = ({ href, anchor, chapter, section }) => {
  const words = [`${chapter.number}. ${chapter.title}`, section].filter(Boolean).join(": ");
  return href ? h("a", { href: anchor ? `${href}#${anchor}` : href }, words) : words;
};

/** The line above a question. */
export const whenceNode = (row) => h("p", { class: "sij-review-whence" }, "From chapter ", sectionNode(row), ".",
  row.looks ? " It asks about a picture or box there. Look at it: your place here is kept." : "");

/** Print one part of a page alone. */

/** All else is hidden until the print is done. */
export function printAlone(node) {
  document.body.classList.add("sij-printing");
  node.classList.add("sij-printed");
  addEventListener("afterprint", () => {
    document.body.classList.remove("sij-printing");
    node.classList.remove("sij-printed");
  }, { once: true });
  print();
}

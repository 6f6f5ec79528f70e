/** The anywidget side of the review. */
import { keepKeys } from "./dom.js";
import { reviewSafely } from "./review.js";

function renderReview({ model, el }) {
  const host = document.createElement("section");
  host.className = "sij-live sij-review";
  el.append(host);
  reviewSafely(model.get("sheet"), host);
  host.addEventListener("focusin", () => keepKeys(host));
}

export default { render: renderReview };

/** What a page with the review runs: only there do its modules come along. */
import { hydrate } from "./hydrate.js";
import { reviewSafely } from "./review.js";

hydrate(reviewSafely);

/** What a page of the course runs. */
import { hydrate } from "./hydrate.js";

hydrate();

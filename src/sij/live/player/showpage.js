/** What a page runs that can be shown screen by screen. */
import { offerShow } from "./show.js";

offerShow();

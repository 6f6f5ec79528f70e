/** What a page runs that holds predict screens: the tally, printing, presenter mode. */
import { offerPrints } from "./leaflet.js";
import { offerShow } from "./show.js";
import { mountTallies } from "./tally.js";

mountTallies();
offerPrints();
offerShow();

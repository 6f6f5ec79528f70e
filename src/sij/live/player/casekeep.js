/** Where a learner stands in each case, kept in the browser like answers are. */
import { keepCase, keptCase } from "./progress.js";
import { caseSafely } from "./caseview.js";

/** Mount a case where the learner left it. */
export const mountCase = (sheet, host) =>
  caseSafely(sheet, host, keptCase(sheet?.id), (moves) => keepCase(sheet.id, moves));

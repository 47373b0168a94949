// Reports of one sheet, without a format: the twin of internal/bsc/report. The same input gives the same model;
// internal/bsc/report/testdata/reports.json holds the two together. ../office/write.ts makes office files of a
// model, report-dom.ts elements for a page.
export { longReport } from "./report-long.js";
export { measures, placeOf, type Gap, type Place } from "./report-pick.js";
export { shortReport } from "./report-short.js";

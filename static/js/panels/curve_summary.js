// @ts-check
/** A curve in words, for those who do not see it: where each run begins, where it stands, and the best in between. */

import { formatNumber } from "../dom/format.js";
import { text } from "../dom/text.js";
import { seriesOfLine, valuesOf } from "../state/series.js";

/**
 * @param {Pick<import("../charts/curve_chart.js").CurveScene, "runs" | "series" | "offset" | "minima">} scene
 * @returns {string} one sentence for each line that is shown and has values
 */
export function summaryOf({ runs, series, offset, minima }) {
  const sentences = runs.flatMap((line) => {
    if (line.isHidden) return [];
    const values = valuesOf(line.columns, seriesOfLine(line, series), minima).subarray(0, line.length).filter(Number.isFinite);
    if (values.length === 0) return [];
    const name = seriesOfLine(line, series);
    const [key, better] = name.endsWith("accuracy") ? ["curves.summary_highest", Math.max] : ["curves.summary", Math.min];
    const [first, last, best] = [values[0], values[values.length - 1], values.reduce((one, other) => better(one, other))];
    return [text(key, { run: line.label, first: formatNumber(first - offset), last: formatNumber(last - offset), best: formatNumber(best - offset) })];
  });
  return sentences.join(text("sentence.gap"));
}

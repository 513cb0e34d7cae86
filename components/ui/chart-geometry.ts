import { scaleLinear, scaleUtc } from "d3-scale";
import { formatDate } from "./format-date";

/*
 * Charts are drawn 1000 units wide and stretched to their frame, at a height in true pixels; words lie over them as
 * HTML, so they keep their size on a phone. Amounts become numbers here and nowhere else: for a place on the screen.
 */
export const PLOT_WIDTH = 1000;

export interface Tick {
  /** Pixels from the top for an amount, a fraction of the width for a date. */
  at: number;
  label: string;
}

/** A scale of amounts from zero (or the lowest below it) to a round number above the highest. */
export function amountScale(amounts: readonly string[], height: number) {
  const numbers = amounts.map(Number);
  const wanted = height < 120 ? 2 : 4;
  const scale = scaleLinear([Math.min(0, ...numbers), Math.max(1, ...numbers)], [height, 0]).nice(wanted);
  const ticks: Tick[] = scale
    .ticks(wanted)
    .map((value) => ({ at: scale(value), label: value.toLocaleString("en-US") }));
  return { y: (amount: string) => scale(Number(amount)), ticks };
}

/** A scale over dates, its ticks at round calendar dates. */
export function dateScale(dates: readonly string[]) {
  const instants = dates.map(Date.parse);
  const from = Math.min(...instants);
  const to = Math.max(...instants, from + 1);
  const scale = scaleUtc([from, to], [0, PLOT_WIDTH]);
  const ticks: Tick[] = scale
    .ticks(5)
    .map((date) => ({ at: scale(date) / PLOT_WIDTH, label: tickLabel(date.toISOString().slice(0, 10)) }));
  return { x: (on: string) => scale(Date.parse(on)), ticks };
}

function tickLabel(on: string) {
  const [monthAndDay = "", year] = formatDate(on, "short").split(", ");
  return on.endsWith("-01") ? `${monthAndDay.slice(0, 3)} ${year}` : monthAndDay;
}

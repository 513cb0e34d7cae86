// Closed loops and their report.
import { performance } from "node:perf_hooks";

export type Latencies = { p50: number; p90: number; p95: number; p99: number; p999: number; max: number };

/** Percentiles of milliseconds, by the nearest rank. */
export function percentiles(milliseconds: number[]): Latencies {
  const sorted = Float64Array.from(milliseconds).sort();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
  return { p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), p999: at(0.999), max: at(1) };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export type LoopResult = { seconds: number; events: number; refused: number; milliseconds: number[] };

/**
 * `callers` callers, each asking again as soon as it is answered. The first `warmUp` seconds count for nothing.
 *
 * @param ask resolves to whether the event was posted; a rejection ends the run
 */
export async function closedLoop(options: {
  callers: number;
  seconds: number;
  warmUp: number;
  ask: (caller: number) => Promise<boolean>;
}): Promise<LoopResult> {
  const { callers, seconds, warmUp, ask } = options;
  const begin = performance.now() + warmUp * 1000;
  const end = begin + seconds * 1000;
  const result: LoopResult = { seconds, events: 0, refused: 0, milliseconds: [] };
  const caller = async (n: number) => {
    for (;;) {
      const asked = performance.now();
      if (asked >= end) return;
      const posted = await ask(n);
      const answered = performance.now();
      if (answered < begin || answered > end) continue;
      if (posted) result.events++;
      else result.refused++;
      result.milliseconds.push(answered - asked);
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, n) => caller(n)));
  return result;
}

/** A table for people: numbers right, words left. */
export function table(rows: Record<string, string | number>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const cell = (value: string | number | undefined) =>
    typeof value === "number"
      ? Number.isInteger(value)
        ? String(value)
        : value.toFixed(value < 10 ? 2 : 1)
      : (value ?? "");
  const widths = columns.map((name) => Math.max(name.length, ...rows.map((row) => cell(row[name]).length)));
  const line = (cells: string[], numbers: boolean[]) =>
    `| ${cells.map((text, n) => (numbers[n] ? text.padStart(widths[n]!) : text.padEnd(widths[n]!))).join(" | ")} |`;
  const numeric = columns.map((name) => typeof rows[0]?.[name] === "number");
  return [
    line(columns, numeric),
    `| ${widths.map((width, n) => (numeric[n] ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`,
    ...rows.map((row) =>
      line(
        columns.map((name) => cell(row[name])),
        numeric,
      ),
    ),
  ].join("\n");
}

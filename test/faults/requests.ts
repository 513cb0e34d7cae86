// What the posters ask: money in and out of one hot account, holds and what becomes of them, reversals. Random, but the
// same for the same seed.
import type { PostingRequest, PostingResult } from "@/lib/ledger/posting-request";

export const OWED = Array.from({ length: 16 }, (_, n) => `owed:${n}`);
const DAY = "2026-01-05";

/** Mulberry32: a number from 0 to below 1, always the same ones after the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Gives the next request of one caller; it receives the outcome of the one before, since some follow on it. */
export function createAsking(prefix: string, random: () => number) {
  let n = 0;
  let after: { request: PostingRequest; id: string } | null = null;
  return {
    next(): PostingRequest {
      const before = after;
      after = null;
      const key = `${prefix}:${n++}`;
      if (before?.request.kind === "hold") return resolution(key, before, random);
      if (before && random() < 0.05)
        return {
          key,
          kind: "reversal",
          mode: "record",
          eventType: "reversed",
          effectiveOn: DAY,
          parentId: before.id,
        };
      return movement(key, random);
    },
    told(request: PostingRequest, result: PostingResult) {
      if (result.status === "posted" && (request.kind === "hold" || request.kind === "post"))
        after = { request, id: result.transactionId };
    },
  };
}

function movement(key: string, random: () => number): PostingRequest {
  const owed = OWED[Math.floor(random() * OWED.length)]!;
  const choice = random();
  const amount = `${1 + Math.floor(random() * 999)}.${10 + Math.floor(random() * 90)}`;
  const comesIn = choice < 0.5;
  return {
    key,
    kind: choice > 0.85 ? "hold" : "post",
    // Half of what comes in, and a little of what goes out, is a fact at the bank, which no floor can refuse.
    mode: choice < 0.25 || (choice > 0.5 && choice < 0.52) ? "record" : "authorize",
    eventType: comesIn ? "came-in" : "went-out",
    effectiveOn: DAY,
    lines: [
      { account: comesIn ? "cash" : owed, side: "debit", amount },
      { account: comesIn ? owed : "cash", side: "credit", amount },
    ],
  };
}

function resolution(
  key: string,
  hold: { request: PostingRequest; id: string },
  random: () => number,
): PostingRequest {
  const common = { key, mode: "record" as const, eventType: "resolved", effectiveOn: DAY, parentId: hold.id };
  if (random() < 0.3) return { ...common, kind: "release" };
  if (random() < 0.5) return { ...common, kind: "settle" };
  return {
    ...common,
    kind: "settle",
    lines: hold.request.lines!.map((line) => ({ ...line, amount: "0.50" })),
  };
}

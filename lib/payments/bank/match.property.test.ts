// Random small books: the matcher finds what the comparison of every line with every order finds, whatever the order of its input.
import fc from "fast-check";
import { expect, test } from "vitest";
import { nestedMatches } from "@/test/nested-matcher";
import { matchLines } from "./match";
import type { MatchLine, MatchTarget } from "./matching/model";

const RUNS = Number(process.env.BANK_MATCH_RUNS ?? 2000);
const MORE = Number(process.env.BANK_MATCH_RUNS ?? 500);

const words = [
  "MLAAAA01",
  "MLBBBB02",
  "MLCCCC03",
  "TRACE0004",
  "FILE00001",
  "FILE00002",
  "VIRT00001",
  "VIRT00002",
  "OTHER0001",
];
const days = ["2026-03-04", "2026-03-05", "2026-03-06"];
const amount = fc.constantFrom("1.00", "2.00", "3.00", "4.00", "5.00", "-1.00", "-2.00", "-3.00");
const account = fc.constantFrom("A", "A", "A", "B");

const lines = fc
  .array(
    fc.record({
      bankAccount: account,
      amount,
      postedOn: fc.constantFrom(...days),
      words: fc.array(fc.constantFrom(...words), { maxLength: 2 }),
      pending: fc.boolean().map((yes) => yes && false),
      orderIds: fc.option(fc.array(fc.constantFrom("t0", "t1", "t2", "none"), { maxLength: 2 }), {
        freq: 6,
        nil: undefined,
      }),
    }),
    { maxLength: 8 },
  )
  .map((all): MatchLine[] =>
    all.map(({ words: said, ...line }, n) => ({
      id: `l${n}`,
      currency: "USD",
      ...{
        typeCode: null,
        reference: said[0] ?? null,
        bankReference: null,
        counterparty: null,
        reversal: false,
      },
      description: said.slice(1).join(" "),
      ...line,
    })),
  );

const optional = (...choices: string[]) => fc.option(fc.constantFrom(...choices), { freq: 2, nil: null });
const targets = fc
  .array(
    fc.record({
      kind: fc.constantFrom("ORDER" as const, "ORDER" as const, "INCOMING" as const),
      bankAccount: account,
      amount,
      on: fc.constantFrom(...days),
      reference: optional("MLAAAA01", "MLBBBB02", "MLCCCC03"),
      trace: optional("TRACE0004"),
      file: optional("FILE00001", "FILE00002"),
      virtualAccount: fc.option(fc.constantFrom("VIRT00001", "VIRT00002"), { freq: 5, nil: null }),
    }),
    { maxLength: 8 },
  )
  .map((all): MatchTarget[] => all.map((target, n) => ({ id: `t${n}`, currency: "USD", ...target })));

/** What is matched by itself by the rules that the nested comparison knows. */
function automatic(matchedLines: MatchLine[], matchedTargets: MatchTarget[]): Map<string, string[]> {
  const { matches } = matchLines(matchedLines, matchedTargets);
  return new Map(matches.map(({ lineId, targets: matched }) => [lineId, matched.map(({ id }) => id).sort()]));
}

function sorted(map: Map<string, string[]>) {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

test("finds what comparing every line with every order finds", () => {
  fc.assert(
    fc.property(lines, targets, (someLines, someTargets) => {
      expect(sorted(automatic(someLines, someTargets))).toEqual(
        sorted(nestedMatches(someLines, someTargets)),
      );
    }),
    { numRuns: RUNS },
  );
});

test("does not depend on the order of lines and orders", () => {
  fc.assert(
    fc.property(lines, targets, fc.integer(), (someLines, someTargets, seed) => {
      const shuffled = <T>(items: readonly T[]) =>
        items
          .map((item, n) => ({ item, key: Math.imul(n + 1, seed | 1) % 1009 }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
      expect(sorted(automatic(shuffled(someLines), shuffled(someTargets)))).toEqual(
        sorted(automatic(someLines, someTargets)),
      );
    }),
    { numRuns: MORE },
  );
});

test("uses every line and every target at most once, inside one account and with equal totals", () => {
  fc.assert(
    fc.property(lines, targets, (someLines, someTargets) => {
      const { matches, openLines, openTargets } = matchLines(someLines, someTargets);
      const used = matches.flatMap(({ targets: matched }) => matched.map(({ id }) => id));
      expect(new Set(used).size).toBe(used.length);
      expect(matches.length + openLines.length).toBe(someLines.length);
      expect(used.length + openTargets.length).toBe(someTargets.length);
      for (const { lineId, targets: matched, rule } of matches) {
        const line = someLines.find(({ id }) => id === lineId)!;
        for (const { id } of matched)
          expect(someTargets.find((target) => target.id === id)!.bankAccount).toBe(line.bankAccount);
        if (rule === "virtual-account") continue;
        expect(matched.reduce((total, each) => total + Number(each.amount), 0)).toBeCloseTo(
          Number(line.amount),
        );
      }
    }),
    { numRuns: MORE },
  );
});

// What a proposer saw, beside what is true now. Pure.

/** What a proposal is about, in words: label → value, in the order of the page. */
export type Facts = readonly { label: string; value: string }[];

export type ComparedFact = { label: string; then: string | null; now: string | null; hasChanged: boolean };

/**
 * Both columns, in the order of the proposal; a fact that is new is last.
 *
 * @example compareFacts([{ label: "Principal", value: "$4,583.33" }], [{ label: "Principal", value: "$4,166.66" }])
 * // [{ label: "Principal", then: "$4,583.33", now: "$4,166.66", hasChanged: true }]
 */
export function compareFacts(shown: Facts, current: Facts): ComparedFact[] {
  const labels = [...new Set([...shown, ...current].map(({ label }) => label))];
  const valueIn = (facts: Facts, label: string) => facts.find((fact) => fact.label === label)?.value ?? null;
  return labels.map((label) => {
    const [then, now] = [valueIn(shown, label), valueIn(current, label)];
    return { label, then, now, hasChanged: then !== now };
  });
}

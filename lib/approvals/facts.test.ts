import { expect, it } from "vitest";
import { canonicalJson, payloadHash } from "./canonical";
import { compareFacts } from "./facts";

it("puts what the proposer saw beside what is true now, and marks what differs", () => {
  const then = [
    { label: "Principal", value: "$4,583.33" },
    { label: "Interest", value: "$200.00" },
    { label: "Gone", value: "x" },
  ];
  const now = [
    { label: "Principal", value: "$4,166.66" },
    { label: "Interest", value: "$200.00" },
    { label: "New", value: "y" },
  ];
  expect(compareFacts(then, now)).toEqual([
    { label: "Principal", then: "$4,583.33", now: "$4,166.66", hasChanged: true },
    { label: "Interest", then: "$200.00", now: "$200.00", hasChanged: false },
    { label: "Gone", then: "x", now: null, hasChanged: true },
    { label: "New", then: null, now: "y", hasChanged: true },
  ]);
  expect(compareFacts([], [])).toEqual([]);
});

it("gives the same payload one form and one hash, however its fields are ordered", () => {
  expect(canonicalJson({ b: 1, a: [2, { d: null, c: "é" }] })).toBe('{"a":[2,{"c":"é","d":null}],"b":1}');
  expect(payloadHash({ b: 1, a: true })).toBe(payloadHash({ a: true, b: 1 }));
  expect(payloadHash({ a: 1 })).not.toBe(payloadHash({ a: "1" }));
  expect(payloadHash([1, 2])).not.toBe(payloadHash([2, 1]));
});

import { expect, test } from "vitest";
import { Dice } from "./random";

const throws = (dice: Dice, count = 1000) => Array.from({ length: count }, () => dice.next());

test("the same seed throws the same, another seed something else", () => {
  expect(throws(new Dice(7))).toEqual(throws(new Dice(7)));
  expect(throws(new Dice(7))).not.toEqual(throws(new Dice(8)));
});

test("the dice for one thing do not depend on what was thrown before", () => {
  const fresh = new Dice(7);
  const used = new Dice(7);
  throws(used);
  expect(throws(used.for("loan 3"))).toEqual(throws(fresh.for("loan 3")));
  expect(throws(fresh.for("loan 3"))).not.toEqual(throws(fresh.for("loan 4")));
});

test("throws fill the range evenly and stay inside it", () => {
  const dice = new Dice(1);
  const counts = Array.from({ length: 6 }, () => 0);
  for (let at = 0; at < 60_000; at += 1) counts[dice.int(1, 6) - 1]! += 1;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test("weights are kept, and a list that is shuffled keeps its members", () => {
  const dice = new Dice(2);
  const drawn = Array.from({ length: 10_000 }, () => dice.weighted({ often: 9, seldom: 1, never: 0 }));
  expect(drawn).not.toContain("never");
  expect(drawn.filter((name) => name === "seldom").length).toBeGreaterThan(800);
  expect(drawn.filter((name) => name === "seldom").length).toBeLessThan(1200);
  const list = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(dice.shuffled(list)).not.toEqual(list);
  expect(dice.shuffled(list).toSorted()).toEqual(list);
});

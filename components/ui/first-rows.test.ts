import { expect, it } from "vitest";
import { isShownFirst } from "./first-rows";

const shown = (next: number, of: number) =>
  Array.from({ length: of }, (_, index) => index).filter((index) => isShownFirst({ index, next, of }));

it("shows six rows from the next one on", () => {
  expect(shown(0, 36)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(shown(10, 36)).toEqual([10, 11, 12, 13, 14, 15]);
});

it("shows the last six when fewer than six are left, and all of a short table", () => {
  expect(shown(34, 36)).toEqual([30, 31, 32, 33, 34, 35]);
  expect(shown(36, 36)).toEqual([30, 31, 32, 33, 34, 35]);
  expect(shown(2, 4)).toEqual([0, 1, 2, 3]);
});

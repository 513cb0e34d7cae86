import { expect, test, vi } from "vitest";
import { coalesce } from "./coalesce";

function doubling() {
  const batches: number[][] = [];
  const double = coalesce(async (items: readonly number[]) => {
    batches.push([...items]);
    await new Promise((done) => setTimeout(done, 5));
    if (items.includes(13)) throw new Error("unlucky");
    return items.map((item) => item * 2);
  });
  return { batches, double };
}

test("a lone caller is served alone", async () => {
  const { batches, double } = doubling();
  expect(await double(4)).toBe(8);
  expect(batches).toEqual([[4]]);
});

test("callers are batched together, and later callers go in the next batch, each with its own answer", async () => {
  const batches: number[][] = [];
  let finishFirst = () => {};
  const held = new Promise<void>((finish) => (finishFirst = finish));
  const double = coalesce(async (items: readonly number[]) => {
    batches.push([...items]);
    if (batches.length === 1) await held;
    return items.map((item) => item * 2);
  });
  const first = [double(1), double(2)];
  await vi.waitFor(() => expect(batches).toHaveLength(1), { timeout: 20_000 });
  const second = [double(3), double(4), double(5)];
  finishFirst();
  expect(await Promise.all([...first, ...second])).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([
    [1, 2],
    [3, 4, 5],
  ]);
});

test("one bad item does not take the others with it", async () => {
  const { batches, double } = doubling();
  const answers = await Promise.allSettled([double(1), double(13), double(2)]);
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(batches).toEqual([[1, 13, 2], [1], [13], [2]]);
});

test("no batch is larger than a hundred", async () => {
  const { batches, double } = doubling();
  await Promise.all(Array.from({ length: 150 }, (_, at) => double(at + 20)));
  expect(batches.map(({ length }) => length)).toEqual([100, 50]);
});

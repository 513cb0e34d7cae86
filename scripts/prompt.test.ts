import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { ask, askUntil } from "./prompt";

function console() {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = "";
  output.on("data", (chunk: Buffer) => (shown += chunk.toString()));
  return { at: { input, output }, input, shown: () => shown };
}

test("a password is read and never appears on the screen", async () => {
  const { at, input, shown } = console();
  const answer = ask("Password: ", at, true);
  input.write("correct horse battery\r");
  expect(await answer).toBe("correct horse battery");
  expect(shown()).toBe("Password: \n");
});

test("another answer appears as it is typed", async () => {
  const { at, input, shown } = console();
  const answer = ask("Name: ", at);
  input.write("Ada\r");
  expect(await answer).toBe("Ada");
  while (!shown().includes("Ada")) await new Promise((next) => setImmediate(next));
});

test("Ctrl-C ends the question with a sentence", async () => {
  const { at, input } = console();
  const answer = ask("Password: ", at, true);
  input.write("\u0003");
  await expect(answer).rejects.toThrow("Stopped. Nothing was changed.");
});

test("an answer that is not accepted is asked for again, with the reason", async () => {
  const { at, input, shown } = console();
  const parse = (answer: string) =>
    answer.length >= 10 ? { value: answer } : { sentence: "Use at least 10 characters." };
  const answer = askUntil("Password: ", at, parse, true);
  input.write("short\r");
  while (!shown().includes("at least 10")) await new Promise((next) => setImmediate(next));
  input.write("long enough now\r");
  expect(await answer).toBe("long enough now");
  expect(shown()).not.toContain("long enough");
});

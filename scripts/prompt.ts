// Questions at the console. What answers a secret question does not appear on the screen.
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

export type Console = { input: NodeJS.ReadableStream; output: NodeJS.WritableStream };

/**
 * Prints the question and resolves with the line that was typed.
 *
 * @throws when the person presses Ctrl-C or the input ends
 */
export function ask(question: string, { input, output }: Console, isSecret = false): Promise<string> {
  output.write(question);
  // Readline shows what is typed by writing it here.
  const echo = new Writable({
    write: (chunk, _, done) => (isSecret ? done() : void output.write(chunk as Buffer, () => done())),
  });
  const lines = createInterface({ input, output: echo, terminal: true, historySize: 0 });
  return new Promise((answer, failed) => {
    lines.once("line", (line) => {
      if (isSecret) output.write("\n");
      lines.removeAllListeners("close");
      lines.close();
      answer(line);
    });
    lines.once("SIGINT", () => lines.close());
    lines.once("close", () => failed(new Error("Stopped. Nothing was changed.")));
  });
}

/** Asks until `parse` accepts the answer; it returns the value or the sentence that says what is wrong. */
export async function askUntil<T>(
  question: string,
  at: Console,
  parse: (answer: string) => { value: T } | { sentence: string },
  isSecret = false,
): Promise<T> {
  for (;;) {
    const result = parse(await ask(question, at, isSecret));
    if ("value" in result) return result.value;
    at.output.write(`${result.sentence}\n`);
  }
}

// Real processes, each a line of JavaScript. Whatever must happen is waited for; nothing depends on how fast it does.
import { spawn, type ChildProcess } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { pauseBeforeRestart, supervise, type Supervised } from "./supervise";

const supervised: Supervised[] = [];
afterEach(async () => {
  for (const { stop } of supervised.splice(0)) await stop();
});

function keep(script: string, options: { steadyAfterMs?: number } = {}) {
  const said: string[] = [];
  const children: ChildProcess[] = [];
  const readyAgain: (() => void)[] = [];
  let waiting: { words: RegExp; resolve: () => void }[] = [];
  const one = supervise({
    name: "worker",
    readyWords: "ready",
    pauseMs: () => 0,
    say: (sentence) => {
      said.push(sentence);
      waiting = waiting.filter(({ words, resolve }) => !words.test(sentence) || void resolve());
    },
    start: () => {
      const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
      children.push(child);
      return child;
    },
    onReadyAgain: () => readyAgain.shift()?.(),
    ...options,
  });
  supervised.push(one);
  return {
    ...one,
    said,
    children,
    readyAgain: () => new Promise<void>((again) => readyAgain.push(again)),
    hears: (words: RegExp) => new Promise<void>((resolve) => waiting.push({ words, resolve })),
  };
}

const LIVES = `console.log("ready"); setInterval(() => {}, 1000); process.on("message", () => process.exit(0));`;

test("a process that is killed is started again, with a sentence that says so", async () => {
  const worker = keep(LIVES);
  await worker.ready;
  const again = worker.readyAgain();
  worker.children[0]!.kill("SIGKILL");
  await again;
  expect(worker.children).toHaveLength(2);
  expect(worker.said).toEqual([
    "The worker ended unexpectedly (SIGKILL). Restarting in 0 s; the other processes keep running.",
  ]);
});

test("one that dies right after every start is not started forever, and a sentence says what to do", async () => {
  const worker = keep(`console.log("ready"); setTimeout(() => process.exit(3), 10)`);
  await worker.hears(/ended 5 times shortly after its start \(exit status 3\).*press Ctrl-C/);
  expect(worker.children).toHaveLength(5);
});

test("one that had run well for a while is started again however often it dies", async () => {
  const worker = keep(LIVES, { steadyAfterMs: 0 });
  await worker.ready;
  for (let death = 1; death <= 7; death++) {
    const again = worker.readyAgain();
    worker.children.at(-1)!.kill("SIGKILL");
    await again;
  }
  expect(worker.children).toHaveLength(8);
});

test("one that fails before it was ever ready is reported at once and not tried again", async () => {
  const worker = keep("process.exit(1)");
  await expect(worker.ready).rejects.toThrow("The worker did not start (exit status 1).");
  expect(worker.children).toHaveLength(1);
});

test("one that is asked to stop stays down, and nothing is said", async () => {
  const worker = keep(LIVES);
  await worker.ready;
  await worker.stop();
  expect(worker.children[0]!.exitCode).toBe(0);
  expect(worker.said).toEqual([]);
});

test("the pauses grow from one second to half a minute", () => {
  expect([1, 2, 3, 4, 5, 6, 20].map(pauseBeforeRestart)).toEqual([
    1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
  ]);
});

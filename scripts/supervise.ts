// Keeps one process of `npm start` running: a dead one is started again after a pause, and the others go on. One that
// dies right after every start is not started forever.
import type { ChildProcess } from "node:child_process";
import { stopProcess } from "./processes";
import { isStopping } from "./stopping";

const SECOND = 1000;
const MOST_QUICK_DEATHS = 5;
/** A process that has lived this long had started well, so its death counts as the first again. */
const STEADY_AFTER_MS = 60 * SECOND;

export type Supervised = {
  /** Resolves when it is ready for the first time; rejects when it cannot be started. */
  ready: Promise<void>;
  /** Asks it to stop and waits; it is not started again. */
  stop: () => Promise<void>;
};

type Options = {
  /** As a person would call it, e.g. "worker". */
  name: string;
  start: () => ChildProcess;
  /** What it prints when it is ready. */
  readyWords: string;
  say: (sentence: string) => void;
  /** Called whenever it is ready again after it had died. */
  onReadyAgain?: () => void;
  pauseMs?: (deaths: number) => number;
  steadyAfterMs?: number;
};

/** 1 s after the first death, then 2, 4, 8 and so on, at most 30 s. */
export function pauseBeforeRestart(deaths: number): number {
  return Math.min(SECOND * 2 ** (deaths - 1), 30 * SECOND);
}

export function supervise({
  name,
  start,
  readyWords,
  say,
  onReadyAgain = () => {},
  pauseMs = pauseBeforeRestart,
  steadyAfterMs = STEADY_AFTER_MS,
}: Options): Supervised {
  let child: ChildProcess;
  let timer: NodeJS.Timeout | undefined;
  let deaths = 0;
  let wasReady = false;
  let stopping = false;
  let announceReady = () => {};
  let refuse: (reason: Error) => void = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    announceReady = resolve;
    refuse = reject;
  });

  function run() {
    const startedAt = performance.now();
    child = start();
    child.stdout?.on("data", (chunk: Buffer) => {
      if (!chunk.includes(readyWords)) return;
      if (wasReady) onReadyAgain();
      wasReady = true;
      announceReady();
    });
    child.once("exit", (code, signal) => {
      // Ctrl-C reaches every process at once: one may end before its own stop() is called.
      if (!stopping && !isStopping())
        died(signal ?? `exit status ${code}`, performance.now() - startedAt, signal !== null);
    });
  }

  function died(how: string, livedMs: number, wasKilled: boolean) {
    if (!wasReady && !wasKilled) return refuse(new Error(`The ${name} did not start (${how}).`));
    deaths = livedMs >= steadyAfterMs ? 1 : deaths + 1;
    if (deaths >= MOST_QUICK_DEATHS) {
      const sentence =
        `The ${name} ended ${deaths} times shortly after its start (${how}) and will not be restarted. ` +
        "The other processes keep running. Fix the cause shown above, then press Ctrl-C and run npm start again.";
      say(sentence);
      return refuse(new Error(sentence));
    }
    const pause = pauseMs(deaths);
    say(
      `The ${name} ended unexpectedly (${how}). Restarting in ${pause / SECOND} s; the other processes keep running.`,
    );
    timer = setTimeout(run, pause);
  }

  run();
  ready.catch(() => {}); // whoever waits for it gets the reason; after that nobody does
  return {
    ready,
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      await stopProcess(child);
    },
  };
}

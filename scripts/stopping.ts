// How a program under scripts/ learns that it must stop: by Ctrl-C, from the system, by a message from the process that
// started it, or because that process is gone.

const SIGNALS = ["SIGINT", "SIGTERM"] as const;
/** The exit status of a program that Ctrl-C has interrupted before it was done. */
export const INTERRUPTED = 130;

let stop: (() => unknown) | undefined;
let asked = false;

/** True once somebody has asked this program to stop: what fails from then on is a consequence and not worth a message. */
export function isStopping(): boolean {
  return asked;
}

/**
 * Names what happens on the first request to stop; the last call counts. A request that came before this call is served at
 * once. Call it first in a program, and again after a package has been loaded that listens for signals as well.
 */
export function onStop(next: () => unknown) {
  const isFirstCall = stop === undefined;
  stop = next;
  for (const signal of SIGNALS) {
    // Ours is never taken away, not even to be put back: a signal that has come by then would reach nobody.
    if (isFirstCall) process.on(signal, ask);
    for (const listener of process.listeners(signal)) if (listener !== ask) process.off(signal, listener); // a package's own, which would end this process early
  }
  if (isFirstCall) {
    process.on("message", (message) => message === "stop" && ask());
    process.on("disconnect", ask);
    process.channel?.unref(); // listening alone does not keep a program running
  }
  if (asked) void next();
}

function ask() {
  if (asked) return;
  asked = true;
  void stop?.();
}

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** What a program prints that is sent SIGINT, a moment after which `next` runs. */
function interruptedThen(next: string): string {
  const program = `
    import { onStop } from "./scripts/stopping.ts";
    onStop(() => (console.log("first"), process.exit()));
    process.kill(process.pid, "SIGINT"); // has come, and is seen by JavaScript only after this block
    ${next}
    setTimeout(() => console.log("lost"), 2_000);`;
  const run = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  return `${run.stdout}${run.stderr}`.trim();
}

test("a request to stop that comes while the next thing to do is being named is not lost", () => {
  expect(interruptedThen('onStop(() => (console.log("second"), process.exit()));')).toBe("second");
});

test("a package that listens as well does not end the program first", () => {
  const listener = 'process.prependListener("SIGINT", () => (console.log("package"), process.exit()));';
  expect(interruptedThen(`${listener} onStop(() => (console.log("second"), process.exit()));`)).toBe(
    "second",
  );
});

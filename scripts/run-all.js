// Runs the npm scripts named on the command line one after the other, all of them even when one fails, and adds up
// what they counted; `lint,typecheck` runs side by side, since neither keeps two cores busy. The last line is
// `N passed, N failed`; the exit status is 0 only when nothing failed.
import { spawn } from "node:child_process";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const colors = /\x1b\[[0-9;]*m/g;

/**
 * @param {string} script
 * @param {boolean} isAlone what it prints is shown at once; otherwise in one piece at its end
 */
function run(script, isAlone) {
  const startedAt = Date.now();
  return new Promise((done) => {
    const child = spawn(npm, ["run", "--silent", script], {
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    });
    let output = "";
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      from.on("data", (/** @type {Buffer} */ chunk) => {
        output += chunk;
        if (isAlone) to.write(chunk);
      });
    }
    if (isAlone) process.stdout.write(`\n── ${script}\n`);
    child.on("close", (code) => {
      if (!isAlone) process.stdout.write(`\n── ${script}\n${output}`);
      done(result(script, code ?? 1, output, Date.now() - startedAt));
    });
  });
}

/** Vitest says "Tests  3 failed | 41 passed (44)", Playwright "  2 failed" and "  12 passed (1.2m)" on their own lines. */
function result(script, code, output, ms) {
  const text = output.replace(colors, "");
  const lines = text
    .split("\n")
    .filter((line) => /^\s*Tests\s/.test(line) || /^\s+\d+ (passed|failed|skipped|flaky)\b/.test(line));
  const count = (word) =>
    lines
      .flatMap((line) => [...line.matchAll(new RegExp(`(\\d+) ${word}`, "g"))])
      .reduce((sum, match) => sum + Number(match[1]), 0);
  let passed = count("passed") + count("flaky");
  let failed = count("failed");
  const skipped = count("skipped");
  if (code === 0 && passed + failed + skipped === 0) passed = 1; // a stage without its own tests, such as lint
  if (code !== 0 && failed === 0) failed = 1;
  return { script, passed, failed, skipped, ms };
}

const results = [];
for (const stage of process.argv.slice(2)) {
  const scripts = stage.split(",");
  results.push(...(await Promise.all(scripts.map((script) => run(script, scripts.length === 1)))));
}

process.stdout.write("\n");
for (const { script, passed, failed, skipped, ms } of results) {
  const verdict = failed > 0 ? "FAILED" : "ok";
  process.stdout.write(
    `${script.padEnd(12)} ${verdict.padEnd(7)} ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}, ${(ms / 1000).toFixed(1)} s\n`,
  );
}
const sum = (key) => results.reduce((total, stage) => total + stage[key], 0);
const skipped = sum("skipped");
process.stdout.write(
  `\n${sum("passed")} passed, ${sum("failed")} failed${skipped ? `, ${skipped} skipped` : ""}\n`,
);
process.exit(sum("failed") > 0 ? 1 : 0);

// Finds a Chromium for the browser tests and the tour, because Playwright's own download needs more than npm.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

export type Browser = { executablePath: string; args: string[] };

/**
 * In this order: CHROMIUM_PATH, Playwright's own, the one inside an npm package, an installed Chrome or Chromium. The
 * package is first of what needs no download: the version that the lock file names, without windows and tabs, and on the same pages
 * with less than half of the processor time of Debian's.
 *
 * @throws with a sentence that says what to install
 */
export async function findBrowser(): Promise<Browser> {
  const args = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu", // machines without one would emulate it, with half a core
  ];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const given = process.env.CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, which does not exist.`);
  const found =
    given ??
    [playwrightsOwn(), await packaged()].find((path) => path && starts(path)) ??
    INSTALLED.find((path) => existsSync(path));
  if (found) return { executablePath: found, args };
  throw new Error(
    "No browser found for the browser tests. Install Chromium (Debian: apt-get install chromium), or set CHROMIUM_PATH.",
  );
}

async function packaged() {
  try {
    const { default: chromium } = await import("@sparticuz/chromium");
    // Without its own arguments: with `--single-process`, one page that crashes ends every session of a test.
    return await chromium.executablePath();
  } catch {
    return undefined; // it is for one kind of machine only
  }
}

/** The package holds a Linux program, which needs libraries that a bare machine may lack. */
function starts(path: string) {
  return existsSync(path) && spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0;
}

function playwrightsOwn() {
  try {
    return chromium.executablePath();
  } catch {
    return undefined;
  }
}

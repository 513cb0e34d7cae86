// A worker runs many test files, because starting one costs more than most files take. What a file could have changed for the
// next one is put back here: modules of the project, mocks, timers and the environment. Packages stay loaded.
import { vi } from "vitest";

const shared = globalThis as {
  __environmentOfWorker?: NodeJS.ProcessEnv;
  __vitest_mocker__?: { reset: () => void };
};

/** Call it in a setup file, before anything of the project is imported. */
export function startAfresh() {
  shared.__vitest_mocker__?.reset(); // `vi.mock` of the file before; Vitest itself does this where it isolates files
  vi.resetModules();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  const before = (shared.__environmentOfWorker ??= { ...process.env });
  for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key];
  Object.assign(process.env, before);
}

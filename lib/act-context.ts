// What is known about the request in which something is done, for the rows of the audit log that are written during it.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Permission } from "@/lib/permissions";

export type Act = {
  requestId?: string | undefined;
  sessionId?: string | undefined;
  ipAddress?: string | undefined;
  userAgent?: string | undefined;
  permission?: Permission | undefined;
  approvalId?: string | undefined;
  /** The person holds a role that they took in an emergency. */
  isBreakGlass?: boolean | undefined;
};

const acts = new AsyncLocalStorage<Act>();

/** Runs `work` with what is known already and this besides. */
export function inAct<T>(act: Act, work: () => Promise<T>): Promise<T> {
  return acts.run({ ...acts.getStore(), ...act }, work);
}

/** What is known; nothing outside of a request. */
export function currentAct(): Act {
  return acts.getStore() ?? {};
}

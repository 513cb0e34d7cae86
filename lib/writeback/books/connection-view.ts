import { CONNECTION_STATUSES, type ConnectionStatus } from "@/lib/writeback/codat/codat-shapes";
import type { WritebackConnection } from "@/prisma/generated/client";
import {
  CONNECTION_WORDS,
  isReady,
  needsReconnect,
  readinessOf,
  type Readiness,
} from "@/lib/writeback/codat/connection-words";
import { rulesOf } from "@/lib/writeback/records/platforms";

export type ConnectionView = {
  status: ConnectionStatus;
  statusWords: string;
  platformKey: string;
  platformName: string;
  tenantName: string | null;
  baseCurrency: string | null;
  problem: string | null;
  isReady: boolean;
  readiness: Readiness[];
  lastSyncAt: string | null;
  isFeedPaused: boolean;
  needsReconnect: boolean;
  canWrite: boolean;
  cannotWriteWhy: string | null;
};

export function asStatus(status: string): ConnectionStatus {
  return CONNECTION_STATUSES.find((known) => known === status) ?? "Unknown";
}

/** A connection as people see it. */
export function connectionView(row: WritebackConnection): ConnectionView {
  const status = asStatus(row.status);
  const rules = rulesOf(row.platformKey);
  return {
    status,
    statusWords: CONNECTION_WORDS[status],
    platformKey: row.platformKey,
    platformName: row.platformName ?? rules.name,
    tenantName: row.tenantName,
    baseCurrency: row.baseCurrency,
    problem: row.problem,
    isReady: status === "Linked" && isReady(row.readiness),
    readiness: readinessOf(row.readiness),
    lastSyncAt: row.lastSyncAt?.toISOString() ?? null,
    isFeedPaused: row.isFeedPaused,
    needsReconnect: needsReconnect(status, row.readiness),
    canWrite: rules.refusal === null,
    cannotWriteWhy: rules.refusal,
  };
}

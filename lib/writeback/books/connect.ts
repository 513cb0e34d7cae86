import { randomUUID } from "node:crypto";
import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { db, inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { askOrRefuse, type Caller } from "@/lib/writeback/codat/ask";
import { createCompany, createConnection, findCompanies, getConnection } from "@/lib/writeback/codat/codat";
import type { CodatConnection, ConnectionStatus } from "@/lib/writeback/codat/codat-shapes";
import { asStatus } from "./connection-view";
import { leaveBooks } from "./leave-books";
import { findLeftBehind, requireLeaving } from "./left-behind";
import { rulesOf } from "@/lib/writeback/records/platforms";
import { setConnectionStatus } from "./set-connection-status";

type Wish = {
  borrowerId: string;
  platformKey: string;
  actorUserId: string;
  redirectUrl?: string;
  /** The person has read what stays in the books of the software so far. */
  isConfirmed?: boolean;
};

/**
 * The way to the page where the borrower allows access: makes what is missing at Codat, once, and fetches a link that is good for
 * this one visit. Also how a lost connection is restored.
 *
 * @throws DomainError not-allowed (field platformKey) for software that loans cannot be written to; wrong-state while another
 *   one is connected; invalid (field confirmed) when records of loans stay in other software and nobody has said that this is meant
 */
export async function connect({
  borrowerId,
  platformKey,
  actorUserId,
  redirectUrl,
  isConfirmed = false,
}: Wish): Promise<{ linkUrl: string; status: ConnectionStatus }> {
  const rules = rulesOf(platformKey);
  if (rules.refusal) throw new DomainError("not-allowed", rules.refusal, "platformKey");
  const caller: Caller = { borrowerId, isBackground: false };
  await claimPlatform({ borrowerId, platformKey, actorUserId, isConfirmed });
  const companyId = await ensureCompany(caller, borrowerId);
  const connection = await ensureConnection(caller, { borrowerId, companyId, platformKey });
  await setConnectionStatus(
    { borrowerId, connectionId: connection.id },
    connection.status,
    connection.problem,
  );
  if (!connection.linkUrl)
    throw new DomainError(
      "unavailable",
      "The accounting service did not provide a link. Try again in a minute.",
    );
  return { linkUrl: withReturn(connection.linkUrl, redirectUrl), status: asStatus(connection.status) };
}

/** A link may carry a separate query (a one-time code), so ours is added by the URL's rules. */
function withReturn(linkUrl: string, redirectUrl: string | undefined): string {
  if (!redirectUrl) return linkUrl;
  const url = new URL(linkUrl);
  url.searchParams.set("redirectUrl", redirectUrl);
  return url.toString();
}

/** Other books have other accounts: what was chosen in the old ones means nothing there. */
const FRESH_CONNECTION = {
  connectionId: null,
  feedConnectionId: null,
  feedStatus: null,
  platformName: null,
  tenantName: null,
  baseCurrency: null,
  readiness: {},
  status: "PendingAuth",
  problem: null,
  isFeedPaused: false,
  pausedUntil: null,
  lastSyncAt: null,
};
const FRESH_MAPPING = {
  depositId: null,
  depositName: null,
  expenseId: null,
  expenseName: null,
  supplierId: null,
  supplierName: null,
  lenderSourceId: null,
  lenderTargetId: null,
  lenderName: null,
  lenderStatus: null,
  nextSourceId: null,
  nextStatus: null,
  problem: null,
  problemCard: null,
  isOn: false,
};

async function claimPlatform({
  borrowerId,
  platformKey,
  actorUserId,
  isConfirmed = false,
}: Wish): Promise<void> {
  await inTransaction(async (tx) => {
    const borrower = await tx.borrower.findUnique({ where: { id: borrowerId } });
    if (!borrower) throw new DomainError("not-found", "Borrower not found.");
    await tx.$queryRaw`SELECT 1 FROM borrowers WHERE id = ${borrowerId} FOR UPDATE`;
    const known = await tx.writebackConnection.findUnique({ where: { borrowerId } });
    const isOther = known && known.platformKey !== platformKey;
    if (isOther && known.status === "Linked") {
      const words = `${rulesOf(known.platformKey).name} is connected. Disconnect it before you connect ${rulesOf(platformKey).name}.`;
      throw new DomainError("wrong-state", words, "platformKey");
    }
    const confirmed = isOther
      ? requireLeaving(rulesOf(known.platformKey).name, await findLeftBehind(tx, borrowerId), isConfirmed)
      : {};
    if (isOther) await leaveBooks(tx, borrowerId);
    await tx.writebackConnection.upsert({
      where: { borrowerId },
      create: { borrowerId, platformKey },
      update: isOther ? { ...FRESH_CONNECTION, platformKey } : {},
    });
    await tx.writebackMapping.upsert({
      where: { borrowerId },
      create: { borrowerId },
      update: isOther ? { ...FRESH_MAPPING, version: { increment: 1 } } : {},
    });
    if (known && !isOther && known.connectionId) return;
    await recordAudit(tx, {
      actorUserId,
      action: "writeback-connection.connect",
      subjectType: "writeback-connection",
      subjectId: borrowerId,
      detail: { platform: rulesOf(platformKey).name, ...confirmed },
      businessDate: await businessDate(tx),
    });
  });
}

/** The company at Codat carries our borrower's id as a tag, by which a lost answer is found again. */
async function ensureCompany(caller: Caller, borrowerId: string): Promise<string> {
  const { companyId } = await db.writebackConnection.findUniqueOrThrow({ where: { borrowerId } });
  if (companyId) return companyId;
  const { legalName } = await db.borrower.findUniqueOrThrow({
    where: { id: borrowerId },
    select: { legalName: true },
  });
  const found = await askOrRefuse(caller, findCompanies(borrowerId));
  const company =
    found.results[0] ?? (await askOrRefuse(caller, createCompany({ name: legalName, uid: borrowerId })));
  await db.writebackConnection.update({ where: { borrowerId }, data: { companyId: company.id } });
  return company.id;
}

async function ensureConnection(
  caller: Caller,
  { borrowerId, companyId, platformKey }: { borrowerId: string; companyId: string; platformKey: string },
): Promise<CodatConnection> {
  const { connectionId } = await db.writebackConnection.findUniqueOrThrow({ where: { borrowerId } });
  if (connectionId) return askOrRefuse(caller, getConnection({ companyId, connectionId }));
  const created = await askOrRefuse(caller, createConnection(companyId, platformKey, randomUUID()));
  // Of two clicks at once the first one's connection stays; the other was never linked and does no harm.
  const { count } = await db.writebackConnection.updateMany({
    where: { borrowerId, connectionId: null },
    data: { connectionId: created.id, platformName: created.platformName },
  });
  return count === 1 ? created : ensureConnection(caller, { borrowerId, companyId, platformKey });
}

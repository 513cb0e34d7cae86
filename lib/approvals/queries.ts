// Approvals for pages.
import "server-only";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { namesOfPeople } from "@/lib/identity/people";
import { may } from "@/lib/permissions";
import type { Approval } from "@/prisma/generated/client";
import type { Json } from "./canonical";
import { compareFacts, type ComparedFact, type Facts } from "./facts";
import type { AnyKind } from "./kind";

type Kinds = ReadonlyMap<string, AnyKind>;
type Viewer = { userId: string; roles: readonly string[] };

export type ApprovalState = "PENDING" | "APPROVED" | "REJECTED" | "EXPIRED" | "CANCELLED";
export type ApprovalRow = {
  id: string;
  kind: string;
  title: string;
  reason: string;
  state: ApprovalState;
  proposedBy: string; // names
  decidedBy: string | null;
  proposedAt: string; // instants
  expiresAt: string;
  decidedAt: string | null;
  note: string | null;
};
export type Inbox = {
  waiting: ApprovalRow[];
  mine: ApprovalRow[];
  others: ApprovalRow[];
  decided: ApprovalRow[];
};

const LATEST = 50;

/** What waits for this person, what they proposed, what waits for others that they may see, and the latest decisions. */
export async function approvalInbox(kinds: Kinds, viewer: Viewer): Promise<Inbox> {
  const seen = kindsSeenBy(kinds, viewer);
  const [pending, decided] = await Promise.all([
    db.approval.findMany({
      where: { state: "PENDING", kind: { in: seen } },
      orderBy: { expiresAt: "asc" },
      take: 500,
    }),
    db.approval.findMany({
      where: { state: { not: "PENDING" }, kind: { in: seen } },
      orderBy: { decidedAt: "desc" },
      take: LATEST,
    }),
  ]);
  const rows = await rowsOf([...pending, ...decided]);
  const open = pending.filter(({ expiresAt }) => expiresAt > now());
  const isMine = ({ proposedBy }: Approval) => proposedBy === viewer.userId;
  const isForMe = (approval: Approval) =>
    !isMine(approval) && may(viewer.roles, kinds.get(approval.kind)!.approve);
  const of = (approvals: Approval[]) => approvals.map(({ id }) => rows.get(id)!);
  return {
    waiting: of(open.filter(isForMe)),
    mine: of(open.filter(isMine)),
    others: of(open.filter((approval) => !isMine(approval) && !isForMe(approval))),
    decided: of([...pending.filter(({ expiresAt }) => expiresAt <= now()), ...decided]),
  };
}

/** How many wait for this person. */
export async function countWaiting(kinds: Kinds, { userId, roles }: Viewer): Promise<number> {
  const decides = [...kinds.values()].filter(({ approve }) => may(roles, approve)).map(({ name }) => name);
  if (decides.length === 0) return 0;
  return db.approval.count({
    where: { state: "PENDING", kind: { in: decides }, proposedBy: { not: userId }, expiresAt: { gt: now() } },
  });
}

export type ApprovalView = ApprovalRow & {
  href: string;
  facts: ComparedFact[];
  hasChanged: boolean;
  /** Why it could not be carried out now. */
  refusal: string | null;
  mayDecide: boolean;
  mayCancel: boolean;
  /** Why this person may not decide it, where that is worth saying. */
  whyNot: string | null;
};

/** One proposal with what it would do now; null when it is not there for this person. */
export async function getApproval(kinds: Kinds, id: string, viewer: Viewer): Promise<ApprovalView | null> {
  const approval = await db.approval.findUnique({ where: { id } });
  const kind = approval && kinds.get(approval.kind);
  if (!kind || !kindsSeenBy(kinds, viewer).includes(kind.name)) return null;
  const row = (await rowsOf([approval])).get(id)!;
  const payload = kind.payload.parse(approval.payload) as Json;
  const shown = approval.shownFacts as unknown as Facts;
  const isOpen = row.state === "PENDING";
  const { current, refusal } = isOpen ? await currentFacts(kind, payload) : { current: shown, refusal: null };
  const facts = compareFacts(shown, current ?? shown);
  const isMine = approval.proposedBy === viewer.userId;
  const isApprover = may(viewer.roles, kind.approve);
  return {
    ...row,
    href: kind.href(payload),
    facts,
    refusal,
    hasChanged: facts.some((fact) => fact.hasChanged),
    mayDecide: isOpen && !isMine && isApprover,
    mayCancel: isOpen && isMine,
    whyNot: isOpen && isMine ? "Somebody else has to approve this." : null,
  };
}

/** The proposal about a subject that waits, for the page of the subject. */
export async function pendingApproval(
  kind: { name: string },
  subjectId: string,
): Promise<ApprovalRow | null> {
  const approval = await db.approval.findFirst({
    where: { kind: kind.name, subjectId, state: "PENDING", expiresAt: { gt: now() } },
  });
  return approval && (await rowsOf([approval])).get(approval.id)!;
}

async function currentFacts(
  kind: AnyKind,
  payload: Json,
): Promise<{ current: Facts | null; refusal: string | null }> {
  try {
    return { current: await db.$transaction((tx) => kind.facts(tx, payload)), refusal: null };
  } catch (error) {
    if (error instanceof DomainError) return { current: null, refusal: error.message };
    throw error;
  }
}

function kindsSeenBy(kinds: Kinds, { roles }: Viewer): string[] {
  return [...kinds.values()]
    .filter(({ propose, approve }) =>
      [propose, approve, "approval.see-all" as const].some((name) => may(roles, name)),
    )
    .map(({ name }) => name);
}

async function rowsOf(approvals: Approval[]): Promise<Map<string, ApprovalRow>> {
  const names = await namesOfPeople(
    approvals.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy ?? []].flat()),
  );
  const nameOf = (id: string) => names.get(id) ?? id;
  return new Map(
    approvals.map((approval) => {
      const { id, kind, title, reason, note, decidedAt, expiresAt } = approval;
      const isOver = approval.state === "PENDING" && expiresAt <= now();
      return [
        id,
        {
          ...{ id, kind, title, reason, note },
          state: isOver ? "EXPIRED" : (approval.state as ApprovalState),
          proposedBy: nameOf(approval.proposedBy),
          decidedBy: approval.decidedBy && nameOf(approval.decidedBy),
          proposedAt: approval.proposedAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          decidedAt: decidedAt?.toISOString() ?? null,
        },
      ];
    }),
  );
}

// What can be proposed and approved. The kinds themselves are bound to their verbs above (lib/staff/kinds.ts).
import type { z } from "zod";
import type { Tx } from "@/lib/db";
import type { Permission } from "@/lib/permissions";
import type { Json } from "./canonical";
import type { Facts } from "./facts";

type Decided = {
  approvalId: string;
  executedKey: string;
  proposedBy: string;
  decidedBy: string;
  reason: string;
};

export type ApprovalKind<Payload extends Json = Json> = {
  name: string;
  propose: Permission;
  approve: Permission;
  /** How long it waits: money for three days, everything else for two weeks. */
  isMoney: boolean;
  payload: z.ZodType<Payload>;
  subject: (payload: Payload) => { type: string; id: string };
  /** Where what it is about can be looked at. */
  href: (payload: Payload) => string;
  /** What is proposed, as a sentence without a period: "Charge off loan 12". */
  title: (tx: Tx, payload: Payload) => Promise<string>;
  /** What it would do now. @throws DomainError when it could not be done now */
  facts: (tx: Tx, payload: Payload) => Promise<Facts>;
  /** People whom it is about, who neither propose nor approve it. */
  concerns?: (tx: Tx, payload: Payload) => Promise<string[]>;
  /** Carries it out, inside the transaction of the approval. */
  execute: (tx: Tx, payload: Payload, decided: Decided) => Promise<void>;
};

// A kind's own functions alone read its payload, after its own schema, so a kind of any payload is safe here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyKind = ApprovalKind<any>;

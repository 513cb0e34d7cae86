"use client";

import { createContext, useContext, type ReactNode } from "react";
import { ActionForm, type FormAction } from "@/components/action-form";
import type { CardName } from "@/lib/writeback/records/target-names";
import type { LinkAnswer } from "./follow-link";
import { QueryProvider } from "@/components/query-provider";

export type DeskActions = {
  connect: FormAction<LinkAnswer>;
  disconnect: FormAction<void>;
  saveMapping: FormAction<void>;
  createSupplier: FormAction<void>;
  createExpenseAccount: FormAction<void>;
  createLenderAccount: FormAction<LinkAnswer>;
  setSwitch: FormAction<void>;
  checkMapping: FormAction<void>;
  retryEvent: FormAction<void>;
  retryHeld: FormAction<void>;
  markByHand: FormAction<void>;
  markHeldByHand: FormAction<void>;
};

export type DeskFacts = {
  /** Named in every form of an administrator; null on the borrower's own page, whose actions know who asks. */
  borrowerId: string | null;
  /** Answers what changes while the page is open. */
  api: string;
  logHref: string;
  actions: DeskActions;
};

const DeskContext = createContext<DeskFacts | null>(null);

/** Whose settings these are and with which actions: the same page serves the borrower and the administrator. */
export function Desk({ facts, children }: { facts: DeskFacts; children: ReactNode }) {
  return (
    <QueryProvider>
      <DeskContext value={facts}>{children}</DeskContext>
    </QueryProvider>
  );
}

export function useDesk(): DeskFacts {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("This component must be inside a Desk.");
  return desk;
}

/** A form over one of the desk's actions. */
export function DeskForm({
  act,
  children,
  ...rest
}: { act: keyof DeskActions; children: ReactNode } & Omit<
  Parameters<typeof ActionForm<unknown>>[0],
  "action" | "children"
>) {
  const { actions, borrowerId } = useDesk();
  return (
    <ActionForm action={actions[act] as FormAction<unknown>} {...rest}>
      {borrowerId !== null && <input type="hidden" name="borrowerId" value={borrowerId} />}
      {children}
    </ActionForm>
  );
}

/** A question to the desk's address. @throws Error with the server's sentence */
export async function ask<Answer>(
  api: string,
  question: {
    ask: "settings" | "connection" | "choices" | "form" | "read-back";
    card?: CardName;
    what?: string;
  },
): Promise<Answer> {
  const response = await fetch(`${api}?${new URLSearchParams(question)}`, { cache: "no-store" });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as Answer;
  const message = (body as { error?: { message?: string } } | null)?.error?.message;
  throw new Error(message ?? "The server did not respond. Try again in a minute.");
}

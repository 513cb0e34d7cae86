// Terms and rates that investors can choose.
import { z } from "zod";
import type { ApprovalKind } from "@/lib/approvals/kind";
import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { addOption, requireNewOption, type NewOption } from "@/lib/investing/add-option";
import { withdrawOption } from "@/lib/investing/withdraw-option";
import { d, dollars } from "@/lib/money/money";

type Withdrawn = { optionId: string };

const percent = (rate: { toString(): string }) => `${d(rate.toString()).times(100).toFixed(2)}%`;
const nameOf = (termMonths: number, annualRate: { toString(): string }) =>
  `${termMonths} months at ${percent(annualRate)}`;
const common = {
  propose: "option.change.propose",
  approve: "option.change.approve",
  isMoney: true,
  href: () => "/admin/options",
} as const;

export const ADD_OPTION: ApprovalKind<NewOption> = {
  ...common,
  name: "option.add",
  payload: z.strictObject({
    termMonths: z.number().int(),
    annualRate: z.string(),
    minimum: z.string(),
    maximum: z.string(),
    capacity: z.string().nullish(),
  }),
  subject: ({ termMonths, annualRate }) => ({
    type: "investment-option",
    id: `${termMonths}-months-at-${d(annualRate).toString()}`,
  }),
  title: async (_tx, { termMonths, annualRate }) => `Offer ${nameOf(termMonths, annualRate)}`,
  async facts(tx, option) {
    await requireNewOption(tx, option);
    return [
      { label: "Term and rate", value: nameOf(option.termMonths, option.annualRate) },
      { label: "Deposits", value: `${dollars(option.minimum)} to ${dollars(option.maximum)}` },
      { label: "In all", value: option.capacity ? `up to ${dollars(option.capacity)}` : "no limit" },
    ];
  },
  execute: async (tx, option, { decidedBy }) => {
    await addOption({ ...option, userId: decidedBy }, tx);
  },
};

export const WITHDRAW_OPTION: ApprovalKind<Withdrawn> = {
  ...common,
  name: "option.withdraw",
  payload: z.strictObject({ optionId: z.string() }),
  subject: ({ optionId }) => ({ type: "investment-option", id: optionId }),
  title: async (tx, { optionId }) => {
    const { termMonths, annualRate } = await findOption(tx, optionId);
    return `Withdraw ${nameOf(termMonths, annualRate)}`;
  },
  async facts(tx, { optionId }) {
    const { termMonths, annualRate, isOffered } = await findOption(tx, optionId);
    if (!isOffered) throw new DomainError("withdrawn", "This option was already withdrawn.");
    return [{ label: "Term and rate", value: nameOf(termMonths, annualRate) }];
  },
  execute: (tx, { optionId }, { decidedBy }) => withdrawOption({ optionId, userId: decidedBy }, tx),
};

async function findOption(tx: Tx, id: string) {
  const option = await tx.investmentOption.findUnique({ where: { id } });
  if (!option) throw new DomainError("not-found", "Option not found.");
  return option;
}

// What a borrower has to do, and what they wait for. Pure.
import { formatMoney } from "@/components/ui/format-money";
import type { ApplicationSummary } from "@/lib/lending/application/application-queries";
import type { DraftView } from "@/lib/lending/application/draft-queries";
import type { LoanSummary, Owed } from "@/lib/lending/reading/loan-queries";
import type { ExternalAccountView } from "@/lib/payments/external-accounts";
import { isSome, pendingWords } from "./_parts/pending-words";
import { openStep } from "./apply/steps";

export type Todo = {
  title: string;
  why: string;
  href: string;
  /** "needed" waits for the borrower, "waiting" for us or a bank. */
  state: "needed" | "waiting";
};

type Facts = {
  loans: LoanSummary[];
  applications: ApplicationSummary[];
  draft: DraftView | null;
  accounts: Pick<ExternalAccountView, "status">[];
};

export function todos({ loans, applications, draft, accounts }: Facts): Todo[] {
  const all = [
    ...loans.flatMap(loanTodo),
    ...applications.flatMap(applicationTodo),
    ...(draft ? [draftTodo(draft)] : []),
    ...accountTodo(loans, accounts),
  ];
  return all.toSorted((a, b) => Number(a.state === "waiting") - Number(b.state === "waiting"));
}

function loanTodo({ id, number, status, owed }: LoanSummary): Todo[] {
  const href = `/borrower/loans/${id}/disbursement`;
  switch (status) {
    case "AWAITING_DETAILS":
      return [
        {
          title: "Choose where to send the money",
          why: `Loan ${number} is signed and needs your bank account.`,
          href,
          state: "needed",
        },
      ];
    case "DISBURSEMENT_FAILED":
      return [
        {
          title: "Choose another bank account",
          why: `Loan ${number} could not be disbursed.`,
          href,
          state: "needed",
        },
      ];
    case "AWAITING_FUNDS":
      return [
        {
          title: "Waiting for funds",
          why: `Loan ${number} will be disbursed when the pool has enough cash.`,
          href,
          state: "waiting",
        },
      ];
    case "DISBURSING":
      return [
        {
          title: "Disbursement pending",
          why: `Loan ${number} is being disbursed to you.`,
          href,
          state: "waiting",
        },
      ];
    case "ACTIVE":
      return owed ? paymentTodos({ id, number, owed }) : [];
    default:
      return [];
  }
}

/** What is due and not on its way; and what is on its way, which counts as made unless it comes back. */
function paymentTodos({ id, number, owed }: Pick<LoanSummary, "id" | "number"> & { owed: Owed }): Todo[] {
  const { dueAmount, onItsWay, daysPastDue } = owed;
  const todos: Todo[] = [];
  if (isSome(dueAmount)) {
    const when = daysPastDue > 0 ? "is late" : "is due today";
    todos.push({
      title: `Pay ${formatMoney(dueAmount, "$")}`,
      why: `A payment on loan ${number} ${when}. ${pendingWords(onItsWay)}`.trim(),
      href: `/borrower/loans/${id}/repay`,
      state: "needed",
    });
  }
  if (isSome(onItsWay)) {
    todos.push({
      title: `${formatMoney(onItsWay, "$")} pending`,
      why: `A payment on loan ${number} counts as made on the day you submitted it, unless your bank returns it.`,
      href: `/borrower/loans/${id}`,
      state: "waiting",
    });
  }
  return todos;
}

function applicationTodo({ id, number, status }: ApplicationSummary): Todo[] {
  const href = `/borrower/applications/${id}`;
  if (status === "OFFERED")
    return [
      { title: "Review your offers", why: `Application ${number} is approved.`, href, state: "needed" },
    ];
  if (status === "SUBMITTED")
    return [
      {
        title: "Application under review",
        why: `We are deciding on application ${number}.`,
        href,
        state: "waiting",
      },
    ];
  return [];
}

function draftTodo(draft: DraftView): Todo {
  const { href, label } = openStep(draft, draft.kind);
  return {
    title: "Finish your application",
    why: `Your answers are saved. Next: ${label.toLowerCase()}.`,
    href,
    state: "needed",
  };
}

function accountTodo(loans: LoanSummary[], accounts: Facts["accounts"]): Todo[] {
  const isPaying = loans.some(({ status }) => status === "ACTIVE");
  if (!isPaying || accounts.some(({ status }) => status === "ACTIVE")) return [];
  return [
    {
      title: "Add a bank account",
      why: "None of your accounts can be used, so we cannot collect payments.",
      href: "/borrower/accounts",
      state: "needed",
    },
  ];
}

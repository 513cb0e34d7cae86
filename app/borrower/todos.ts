// What a borrower has to do, and what they wait for. Pure.
import { formatMoney } from "@/components/ui/format-money";
import type { ApplicationSummary } from "@/lib/lending/application-queries";
import type { DraftView } from "@/lib/lending/draft-queries";
import type { LoanSummary } from "@/lib/lending/loan-queries";
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
  accounts: { status: "ACTIVE" | "DISABLED" }[];
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
          title: "Choose where the money goes",
          why: `Loan ${number} is signed and waits for your bank account.`,
          href,
          state: "needed",
        },
      ];
    case "DISBURSEMENT_FAILED":
      return [
        {
          title: "Give another bank account",
          why: `Loan ${number} could not be paid out.`,
          href,
          state: "needed",
        },
      ];
    case "AWAITING_FUNDS":
      return [
        {
          title: "Waiting for funds",
          why: `Loan ${number} is paid out as soon as the pool has enough cash.`,
          href,
          state: "waiting",
        },
      ];
    case "DISBURSING":
      return [
        {
          title: "Money on its way",
          why: `Loan ${number} is being paid out to you.`,
          href,
          state: "waiting",
        },
      ];
    case "ACTIVE":
      return owed && /[1-9]/.test(owed.dueAmount)
        ? [
            {
              title: `Pay ${formatMoney(owed.dueAmount, "$")}`,
              why:
                owed.daysPastDue > 0
                  ? `A payment on loan ${number} is late.`
                  : `A payment on loan ${number} is due today.`,
              href: `/borrower/loans/${id}/repay`,
              state: "needed",
            },
          ]
        : [];
    default:
      return [];
  }
}

function applicationTodo({ id, number, status }: ApplicationSummary): Todo[] {
  const href = `/borrower/applications/${id}`;
  if (status === "OFFERED")
    return [
      { title: "Look at your offers", why: `Application ${number} is approved.`, href, state: "needed" },
    ];
  if (status === "SUBMITTED")
    return [
      {
        title: "Application being checked",
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
    why: `It is kept as you left it. Next: ${label.toLowerCase()}.`,
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
      why: "None of your accounts can be used, so no payment can be collected.",
      href: "/borrower/accounts",
      state: "needed",
    },
  ];
}

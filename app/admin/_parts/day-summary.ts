// The results of a job in sentences. Names and figures come from lib/jobs/run-business-day.ts.
import { formatMoney } from "@/components/ui/format-money";
import { count, words } from "@/app/_parts/words";

export type Figures = Record<string, string | number>;
type Teller = (figures: Figures) => string[];

const JOB_NAMES: Readonly<Record<string, string>> = {
  "business-day": "Business day",
  "bank-settlement": "Bank settlement",
  interest: "Interest",
  collections: "Autopay collections",
  allowance: "Allowance for losses",
  maturities: "Maturities and payouts",
  withdrawals: "Early withdrawals",
  disbursements: "Waiting disbursements",
  "same-day-rails": "Same-day rails",
  offers: "Offers",
  drafts: "Applications not completed",
  documents: "Documents",
};

export function jobName(job: string) {
  return JOB_NAMES[job] ?? words(job);
}

const TELLERS: Readonly<Record<string, Teller>> = {
  "bank-settlement": bank,
  "same-day-rails": bank,
  interest: ({ loans, investments, borrowerTotal, investorTotal, revenue }) => {
    const parts = [
      loans ? `${money(borrowerTotal)} charged on ${count(Number(loans), "installment")}` : "",
      investments
        ? `${money(investorTotal)} credited for ${count(Number(investments), "month")} of investments`
        : "",
      `revenue ${money(revenue)}`,
    ];
    return [`Interest: ${parts.filter(Boolean).join(", ")}`];
  },
  collections: ({ repayments }) => [`${count(Number(repayments), "repayment")} started by autopay`],
  // Every night has one: worth a sentence only when something was lost, or what is set aside changed.
  allowance: ({ absorbed, provision, gate }) => [
    ...(gate ? ["The pool was closed: coverage is below 100%"] : []),
    ...(Number(absorbed) ? [`${money(absorbed)} of charge-offs taken from the allowance`] : []),
    ...(Number(provision) ? [`${money(provision)} set aside for losses`] : []),
  ],
  maturities: ({ matured, waiting, payouts }) => [
    ...(matured ? [`${count(Number(matured), "investment")} matured`] : []),
    ...(waiting ? [`${count(Number(waiting), "day")} of interest credited on payouts that wait`] : []),
    ...(payouts ? [`${count(Number(payouts), "payout")} started`] : []),
  ],
  withdrawals: ({ payments, paid }) => [
    `${money(paid)} paid in ${count(Number(payments), "early withdrawal")}`,
  ],
  disbursements: ({ disbursements }) => [`${count(Number(disbursements), "waiting disbursement")} started`],
  offers: ({ expired }) => [`${count(Number(expired), "offer")} expired`],
  drafts: ({ noticed, closed }) => [
    ...(noticed ? [`${count(Number(noticed), "notice")} of incompleteness issued`] : []),
    ...(closed ? [`${count(Number(closed), "incomplete application")} closed`] : []),
  ],
  documents: ({ documents }) => [`${count(Number(documents), "document")} issued`],
};

/** One job's results as sentences without a period. An unknown job shows the names of its figures. */
export function tell(job: string, figures: Figures): string[] {
  const teller = TELLERS[job];
  if (teller) return teller(figures);
  return Object.entries(figures).map(([name, value]) => `${words(name)}: ${value}`);
}

/** The results of all jobs of one day or more. The bank runs twice a day, which readers see as one. */
export function tellAll(summary: Record<string, Figures>): string[] {
  const { "bank-settlement": first, "same-day-rails": second, ...others } = summary;
  const visits = [first, second].filter((visit) => visit !== undefined);
  const add = (name: string) => visits.reduce((sum, visit) => sum + Number(visit[name] ?? 0), 0);
  return [
    ...Object.keys(others)
      .sort((a, b) => order(a) - order(b))
      .flatMap((job) => tell(job, others[job] ?? {})),
    ...bank({ submitted: add("submitted"), handled: add("handled"), failed: add("failed") }),
  ];
}

/** In the order of the list above, others last. */
function order(job: string) {
  const known = Object.keys(TELLERS);
  return known.includes(job) ? known.indexOf(job) : known.length;
}

function bank({ submitted, handled, failed }: Figures) {
  return [
    ...(submitted ? [`${count(Number(submitted), "payment order")} sent to the bank`] : []),
    ...(handled ? [`${count(Number(handled), "payment status change")} processed`] : []),
    // The same change fails again on each day, so over many days this counts attempts.
    ...(failed ? [`${count(Number(failed), "attempt")} to process a payment status change failed`] : []),
  ];
}

function money(amount: string | number | undefined) {
  return formatMoney(String(amount ?? "0.00"));
}

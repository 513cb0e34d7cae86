// What a job did, in sentences. The names and figures come from lib/jobs/run-business-day.ts.
import { formatMoney } from "@/components/ui/format-money";
import { count, words } from "@/app/_parts/words";

export type Figures = Record<string, string | number>;
type Teller = (figures: Figures) => string[];

const JOB_NAMES: Readonly<Record<string, string>> = {
  "business-day": "Business day",
  "bank-settlement": "Bank settlement",
  interest: "Interest",
  collections: "Autopay collections",
  maturities: "Maturities and payouts",
  disbursements: "Waiting disbursements",
  "same-day-rails": "Same-day rails",
  offers: "Offers",
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
  collections: ({ repayments }) => [`${count(Number(repayments), "repayment")} begun by autopay`],
  maturities: ({ matured, payouts }) => [
    ...(matured ? [`${count(Number(matured), "investment")} matured`] : []),
    ...(payouts ? [`${count(Number(payouts), "payout")} begun`] : []),
  ],
  disbursements: ({ disbursements }) => [`${count(Number(disbursements), "waiting disbursement")} begun`],
  offers: ({ expired }) => [`${count(Number(expired), "offer")} expired`],
};

/** One job's figures as sentences without a full stop. A job that this file does not know is told by its names. */
export function tell(job: string, figures: Figures): string[] {
  const teller = TELLERS[job];
  if (teller) return teller(figures);
  return Object.entries(figures).map(([name, value]) => `${words(name)}: ${value}`);
}

/** All jobs of one day, or of many added up. The bank is visited twice a day; for a reader that is one matter. */
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

/** As in the list above; what is not in it comes last. */
function order(job: string) {
  const known = Object.keys(TELLERS);
  return known.includes(job) ? known.indexOf(job) : known.length;
}

function bank({ submitted, handled, failed }: Figures) {
  return [
    ...(submitted ? [`${count(Number(submitted), "payment order")} sent to the bank`] : []),
    ...(handled ? [`${count(Number(handled), "payment status change")} acted on`] : []),
    // The same one fails again on each day, so over many days these are attempts.
    ...(failed ? [`${count(Number(failed), "attempt")} to act on a payment status change failed`] : []),
  ];
}

function money(amount: string | number | undefined) {
  return formatMoney(String(amount ?? "0.00"));
}

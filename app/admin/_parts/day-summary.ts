// What a job did, in sentences. The names and figures come from lib/jobs/run-business-day.ts.
import { formatMoney } from "@/components/ui/format-money";
import { count, words } from "./words";

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
  interest: ({ loans, investments, borrowerTotal, investorTotal, revenue }) => [
    `Interest for ${count(Number(loans), "loan")} and ${count(Number(investments), "investment")}: ` +
      `${money(borrowerTotal)} charged to borrowers, ${money(investorTotal)} credited to investors, ` +
      `${money(revenue)} revenue${String(revenue).startsWith("-") ? " (negative carry)" : ""}`,
  ],
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

/** All jobs of one day, or of many added up. */
export function tellAll(summary: Record<string, Figures>): string[] {
  return Object.entries(summary).flatMap(([job, figures]) => tell(job, figures));
}

function bank({ submitted, handled }: Figures) {
  return [
    ...(submitted ? [`${count(Number(submitted), "payment order")} sent to the bank`] : []),
    ...(handled ? [`${count(Number(handled), "payment status change")} acted on`] : []),
  ];
}

function money(amount: string | number | undefined) {
  return formatMoney(String(amount ?? "0.00"));
}

// What the stand-in bureau has on file. The last four digits of the tax id decide, so that anybody can bring about any
// case; the README beside this file lists them.

export type Report = {
  score: number | null; // null: not enough on file to compute one
  keyFactors: string[];
  monthlyDebtPayments: string;
  inquiriesLast6Months: number;
  delinquenciesLast24Months: number;
  utilization: string; // of revolving credit, a fraction
  historyMonths: number;
  bankruptcyMonthsAgo: number | null;
};

const CLEAN = {
  monthlyDebtPayments: "0.00",
  inquiriesLast6Months: 0,
  delinquenciesLast24Months: 0,
  utilization: "0.20",
  historyMonths: 96,
  bankruptcyMonthsAgo: null,
} as const;

const SPECIAL: Record<string, Report> = {
  "0001": {
    ...CLEAN,
    score: null,
    historyMonths: 2,
    utilization: "0.00",
    keyFactors: ["Too few accounts to compute a score"],
  },
  "0002": {
    ...CLEAN,
    score: 655,
    bankruptcyMonthsAgo: 10,
    keyFactors: ["Bankruptcy on record", "Length of credit history"],
  },
  "0003": {
    ...CLEAN,
    score: 612,
    inquiriesLast6Months: 7,
    delinquenciesLast24Months: 3,
    utilization: "0.86",
    monthlyDebtPayments: "640.00",
    keyFactors: ["Delinquent accounts", "Revolving balances near their limits", "Number of recent inquiries"],
  },
  "0004": {
    ...CLEAN,
    score: 705,
    monthlyDebtPayments: "2400.00",
    utilization: "0.62",
    keyFactors: ["Amount owed on accounts", "Proportion of balances to limits"],
  },
};

/** The record behind the last four digits of a tax id; the same digits always give the same record. */
export function reportFor(taxIdLast4: string): Report {
  const special = SPECIAL[taxIdLast4];
  if (special) return special;
  const digits = Number(taxIdLast4);
  if (digits >= 500 && digits <= 850) return { ...CLEAN, score: digits, keyFactors: factorsOf(digits) };
  const score = 620 + ((digits * 37) % 181);
  return {
    ...CLEAN,
    score,
    keyFactors: factorsOf(score),
    monthlyDebtPayments: `${(digits * 13) % 400}.00`,
    inquiriesLast6Months: digits % 4,
    delinquenciesLast24Months: score < 660 && digits % 3 === 0 ? 1 : 0,
    utilization: `0.${String(10 + ((digits * 7) % 60)).padStart(2, "0")}`,
    historyMonths: 18 + ((digits * 11) % 200),
  };
}

function factorsOf(score: number) {
  if (score >= 740) return ["Length of credit history"];
  return score >= 670
    ? ["Length of credit history", "Proportion of balances to limits"]
    : ["Proportion of balances to limits", "Recent payment history"];
}

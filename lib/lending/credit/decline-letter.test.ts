import { describe, expect, it } from "vitest";
import type { CreditReport } from "./credit-report";
import { declineLetter, type Declined, type DeclineLetter } from "./decline-letter";
import { DECLINE_REASONS, reasonWords } from "./decline-reasons";

const report: CreditReport = {
  reportId: "rep_1",
  bureau: { name: "Sandbox Credit Bureau", address: "1 Example Street", phone: "+1 555 0100" },
  scoreModel: "Sandbox Score 3",
  scoreRange: { minimum: 300, maximum: 850 },
  score: 612,
  keyFactors: ["Delinquent accounts", "Number of recent inquiries"],
  monthlyDebtPayments: "0.00",
  inquiriesLast6Months: 0,
  delinquenciesLast24Months: 0,
  utilization: "0.20",
  historyMonths: 96,
  bankruptcyMonthsAgo: null,
};
const ben: Declined = {
  isBusiness: false,
  legalName: "Ben Carter",
  reasons: [reasonWords("poor-credit-performance")],
  report,
  decidedOn: "2026-01-05",
};
const whole = ({ opening, reasons, right, report: used, closing }: DeclineLetter) =>
  [
    opening,
    ...reasons,
    right,
    used?.source,
    used?.rights,
    used?.score,
    used?.lead,
    ...(used?.factors ?? []),
    closing,
  ]
    .filter(Boolean)
    .join("\n");

describe("the letter of a decline", () => {
  it("names the score with its date and range, and what lowered it", () => {
    expect(declineLetter(ben).report).toMatchObject({
      score: "Your credit score on January 5, 2026 was 612 (Sandbox Score 3, which ranges from 300 to 850).",
      lead: "Key factors that lowered your score:",
      factors: report.keyFactors,
    });
  });

  it("without a score, says so and gives the bureau's reasons", () => {
    const keyFactors = ["Too few accounts to compute a score"];
    const letter = declineLetter({ ...ben, report: { ...report, score: null, keyFactors } });
    expect(letter.report).toMatchObject({
      score: "Sandbox Credit Bureau reported no credit score for you.",
      lead: "The bureau's reasons:",
      factors: keyFactors,
    });
    expect(whole(letter)).not.toMatch(/lowered|your credit score .* was/i);
  });

  it("introduces no list of factors where there are none", () => {
    for (const score of [612, null]) {
      const letter = declineLetter({ ...ben, report: { ...report, score, keyFactors: [] } });
      expect(letter.report).toMatchObject({ lead: null, factors: [] });
    }
  });

  it("without a report mentions neither report, bureau nor score", () => {
    const reasons = [reasonWords("insufficient-income")];
    const { report: used, ...rest } = declineLetter({ ...ben, reasons, report: null });
    expect(used).toBeNull();
    expect(JSON.stringify({ ...rest, closing: "" })).not.toMatch(/report|bureau|credit score/i);
  });

  it("to a business names the company, and says nothing of a person's report, score, income or employment", () => {
    const reasons = ["limited-time-in-business", "insufficient-revenue", "excessive-business-obligations"];
    const text = whole(
      declineLetter({
        ...ben,
        isBusiness: true,
        legalName: "Carter Tools LLC",
        reasons: reasons.map(reasonWords),
        report: null,
      }),
    );
    expect(text).toContain("business loan for Carter Tools LLC");
    expect(text).not.toMatch(/report|bureau|score|income|employment|soft/i);
  });

  it("where no reasons were kept, says that there is a right to them, and how long", () => {
    expect(declineLetter({ ...ben, reasons: [] }).right).toMatch(/within 60 days/);
    expect(declineLetter(ben).right).toBeNull();
  });

  it("reads right for every set of up to four reasons in every case", () => {
    const words = Object.values(DECLINE_REASONS);
    const reports = [
      null,
      report,
      { ...report, keyFactors: [] },
      { ...report, score: null },
      { ...report, score: null, keyFactors: [] },
    ];
    for (const one of words)
      for (const two of words)
        for (const each of reports) {
          const reasons = [...new Set([one, two])];
          const letter = declineLetter({ ...ben, reasons, report: each });
          expect(letter.reasons).toEqual(reasons);
          expect(letter.report?.lead ?? null).toBe(
            each && each.keyFactors.length > 0
              ? each.score === null
                ? "The bureau's reasons:"
                : "Key factors that lowered your score:"
              : null,
          );
          expect(whole(letter)).not.toMatch(/null|undefined|\.\.|  /);
        }
  });
});

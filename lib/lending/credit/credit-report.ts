// A credit report in our words: what the bureau answered, checked, and kept with the application as it was.
import { z } from "zod";

const count = z.int().min(0).max(10_000);

export const creditReportSchema = z.object({
  reportId: z.string(),
  bureau: z.object({ name: z.string(), address: z.string(), phone: z.string() }),
  scoreModel: z.string(),
  scoreRange: z.object({ minimum: z.int(), maximum: z.int() }),
  score: z.int().min(300).max(850).nullable(),
  keyFactors: z.array(z.string()),
  monthlyDebtPayments: z.string().regex(/^\d{1,12}\.\d{2}$/),
  inquiriesLast6Months: count,
  delinquenciesLast24Months: count,
  utilization: z.string().regex(/^\d(\.\d{1,6})?$/),
  historyMonths: count,
  bankruptcyMonthsAgo: count.nullable(),
});

export type CreditReport = z.infer<typeof creditReportSchema>;

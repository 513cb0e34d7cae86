import { recordAudit } from "@/lib/audit/record-audit";
import { businessDate } from "@/lib/clock";
import { inTransaction } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { openTins } from "@/lib/investing/taxes/payees";
import { company } from "@/lib/legal/company";
import { investorsWithMoney } from "./investor-statements";
import { irisFiles, TEMPLATE_1099_INT } from "./iris-file";
import { yearOf } from "./month";
import { taxLines, type TaxForm } from "./tax-year";

export type TaxFile = {
  files: string[];
  returns: number;
  /** Payees whose return is due and left out, because they gave no number. */
  leftOut: { userId: string; name: string }[];
};

/**
 * The files of a form and year for the IRS, with whole taxpayer identification numbers: making them is recorded.
 *
 * @param template the header line of the IRS's template for the form and year; null for Form 1099-INT: the one that we know
 * @param staffId  null for the command line
 * @throws DomainError "wrong-state" before the year is over, and without the company's EIN; "invalid" as `irisFiles`
 */
export async function makeTaxFile({
  form,
  year,
  template,
  staffId,
}: {
  form: TaxForm;
  year: number;
  template: readonly string[] | null;
  staffId: string | null;
}): Promise<TaxFile> {
  const columns = template ?? (form === "1099-INT" ? TEMPLATE_1099_INT : null);
  if (!columns)
    throw new DomainError(
      "invalid",
      `Give the template of form ${form} for ${year}, downloaded from the IRIS portal.`,
      "template",
    );
  const { ein } = company;
  if (ein === null)
    throw new DomainError(
      "wrong-state",
      "The setting COMPANY_EIN is missing: the file names the payer by it.",
    );
  return inTransaction(async (tx) => {
    const on = await businessDate(tx);
    if (Number(on.slice(0, 4)) <= year)
      throw new DomainError("wrong-state", `The year ${year} is not over. Make the file in January.`);
    const investorIds = await investorsWithMoney(tx, yearOf(year));
    const lines = (await taxLines(tx, { investorIds, year })).filter(
      (line) => line.form === form && line.isReported,
    );
    const tins = await openTins(
      tx,
      lines.map(({ userId }) => userId),
    );
    const returns = lines.flatMap(({ userId, investorId, payee, box1, withheld }) => {
      const tin = tins.get(userId);
      if (!payee.facts || !tin) return [];
      return [
        {
          ...{ form, year, account: investorId, hasSecondNotice: payee.hasSecondNotice, box1, withheld },
          recipient: { ...payee.facts, tin },
        },
      ];
    });
    const files = irisFiles({ payer: { ...company, ein }, returns, template: columns });
    await recordAudit(tx, {
      actorUserId: staffId,
      action: "tax-year.download",
      subjectType: "tax-year",
      subjectId: String(year),
      detail: { form, returns: returns.length },
      businessDate: on,
    });
    const leftOut = lines.filter(({ userId }) => !tins.has(userId));
    return {
      ...{ files, returns: returns.length },
      leftOut: leftOut.map(({ userId, name }) => ({ userId, name })),
    };
  });
}

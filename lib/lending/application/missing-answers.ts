// What an application that was begun still needs, in words. Pure.
import { businessAnswersInput, type BUSINESS_FIELDS } from "@/lib/lending/credit/business-answers";
import type { DraftView } from "./draft-queries";
import { applicationInput } from "./schemas";

const FIELDS = {
  amount: "The amount you ask for",
  purpose: "What the money is for",
  employment: "Where your income comes from",
  employedYears: "Your years in this job",
  monthlyIncome: "Your monthly income before tax",
  monthlyHousing: "Your monthly housing cost",
} as const;
const PERSON = ["employment", "employedYears", "monthlyIncome", "monthlyHousing"] as const;
const BUSINESS: Readonly<Record<keyof typeof BUSINESS_FIELDS, string>> = {
  entityType: "The legal form of the business",
  formedOn: "The date on which the business was formed",
  formationState: "The state in which the business was formed",
  annualRevenue: "The annual revenue of the business",
  monthlyDebtPayments: "The monthly debt payments of the business",
  owner1Name: "The names of the owners",
  owner2Name: "The names of the owners",
  owner3Name: "The names of the owners",
  owner4Name: "The names of the owners",
  owner1Share: "The shares of the owners",
  owner2Share: "The shares of the owners",
  owner3Share: "The shares of the owners",
  owner4Share: "The shares of the owners",
  controlName: "The person who controls the business",
  controlTitle: "The title of the person who controls the business",
  signerTitle: "Your title in the business",
};

/**
 * What is missing, each thing once, in the order of the questions; the submission itself comes last, because a draft always lacks it.
 *
 * @example missingAnswers({ ...artsDraft, monthlyHousing: null }) // ["Your monthly housing cost", "Your review and submission …"]
 */
export function missingAnswers(draft: DraftView): string[] {
  const lacks = (field: keyof typeof FIELDS) =>
    !applicationInput.shape[field].safeParse(draft[field]).success;
  const asked = (["amount", "purpose"] as const).filter(lacks).map((field) => FIELDS[field]);
  const own =
    draft.kind === "BUSINESS"
      ? missingOfBusiness(draft)
      : [
          ...PERSON.filter(lacks).map((field) => FIELDS[field]),
          ...(draft.hasTaxId ? [] : ["Your Social Security number or ITIN"]),
        ];
  return [...new Set([...asked, ...own, "Your review and submission of the application"])];
}

function missingOfBusiness({ business }: DraftView): string[] {
  const { error } = businessAnswersInput.safeParse(business);
  return (error?.issues ?? []).map(({ path }) => BUSINESS[path[0] as keyof typeof BUSINESS_FIELDS]);
}

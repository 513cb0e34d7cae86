// The shape of the tax form of the investor's portal, for server and browser alike.
import { z } from "zod";
import { oneLine } from "@/lib/text-input";

/** The states and territories in which the Postal Service delivers, by their codes. */
export const STATES = (
  "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN " +
  "TX UT VT VA WA WV WI WY AS GU MP PR VI"
).split(" ");

const TIN_SENTENCE = "Enter all nine digits, for example 123-45-6789 or 12-3456789.";
const checkbox = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");
const text = (empty: string, longest: number) =>
  oneLine(empty).min(1, empty).max(longest, `Use at most ${longest} characters.`);

/** Left empty by who has none of it: which of the three are needed depends on who invests. */
const name = (empty: string) => oneLine(empty).max(40, "Use at most 40 characters.").default("");
const NEEDED = {
  INDIVIDUAL: { firstName: "Enter your first name.", lastName: "Enter your last name." },
  BUSINESS: { businessName: "Enter the name of the business, as on its income tax return." },
} as const;

export const taxFactsInput = z
  .strictObject({
    payeeKind: z.enum(["INDIVIDUAL", "BUSINESS"], "Choose who invests."),
    firstName: name("Enter your first name."),
    lastName: name("Enter your last name."),
    businessName: name("Enter the name of the business."),
    tin: z
      .string(TIN_SENTENCE)
      .trim()
      .transform((typed) => typed.replace(/[- ]/g, ""))
      .pipe(z.string().regex(/^\d{9}$/, TIN_SENTENCE)),
    street: text("Enter your street address.", 70),
    city: text("Enter your city.", 40),
    state: z.enum(STATES as [string, ...string[]], "Choose a state."),
    zip: z
      .string("Enter your ZIP code.")
      .trim()
      .regex(/^\d{5}(-\d{4})?$/, "Enter a ZIP code such as 10001 or 10001-1234."),
    isSubjectToWithholding: checkbox,
    isDeliveredElectronically: checkbox,
    isCertified: checkbox,
  })
  .superRefine((facts, context) => {
    for (const [field, message] of Object.entries(NEEDED[facts.payeeKind]))
      if (facts[field as "firstName"] === "") context.addIssue({ code: "custom", path: [field], message });
  })
  .refine(({ payeeKind, tin }) => payeeKind === "BUSINESS" || mayBeSsn(tin), {
    path: ["tin"],
    error: "No Social Security number or ITIN has these digits. Check the number.",
  })
  .refine(({ tin }) => !/^0{2}/.test(tin) && !/^(\d)\1{8}$/.test(tin), {
    path: ["tin"],
    error: "No taxpayer identification number has these digits. Check the number.",
  });

export type TaxFactsInput = z.output<typeof taxFactsInput>;

/** Groups of zeros and the area 666 were never given out; from 900 on it is an ITIN. */
const mayBeSsn = (digits: string) => /^(?!000|666)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);

const id = z.string().min(1).max(60);
export const tinNoticeInput = z.strictObject({
  userId: id,
  which: z.enum(["first", "second"], "Choose which notice it is."),
});
export const tinNoticeIdInput = z.strictObject({ noticeId: id });

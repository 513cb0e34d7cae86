// A tax year from the payout to the file for the IRS: what is withheld and when, the copies, their corrections.
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, it } from "vitest";
import { addMonths } from "@/lib/calendar/dates";
import { db } from "@/lib/db";
import { listIssued } from "@/lib/documents/issued/queries";
import { fileOf, verifyDocuments } from "@/lib/documents/issued/render";
import { matureInvestments } from "@/lib/investing/mature";
import { payWaitingInvestments } from "@/lib/investing/pay-waiting-investments";
import { setMaturityInstruction } from "@/lib/investing/set-maturity-instruction";
import { certifyTin } from "@/lib/investing/taxes/certify-tin";
import { payeeOf } from "@/lib/investing/taxes/payees";
import { taxFactsInput } from "@/lib/investing/taxes/schemas";
import { recordTinNotice, resolveTinNotice } from "@/lib/investing/taxes/tin-notices";
import {
  addRevenueToCash,
  bankSays,
  creditInterest,
  newInvestor,
  openAndClear,
  postedOn,
  type TestInvestor,
} from "@/test/support/investing";
import { setBusinessDate } from "@/test/story";
import { issueDue } from "./issue-due";
import { TEMPLATE_1099_INT } from "./iris-file";
import { makeTaxFile } from "./tax-file";
import { correctTaxYear } from "./tax-statements";
import { taxLines } from "./tax-year";

const DAY_0 = "2026-01-02";
const END = addMonths(DAY_0, 12); // 2027-01-02
const staffId = "usr_staff";

let brittany: TestInvestor;
let chris: TestInvestor;
let rolf: TestInvestor;

const facts = (changed: Record<string, string> = {}) =>
  taxFactsInput.parse({
    ...{ payeeKind: "INDIVIDUAL", firstName: "Chris", lastName: "Diaz", tin: "987-65-4329" },
    ...{ street: "5 Elm Street", city: "Dallas", state: "TX", zip: "75001" },
    ...{ isCertified: "on", isDeliveredElectronically: "on", ...changed },
  });
const investmentOf = ({ investorId }: TestInvestor) =>
  db.investment.findFirstOrThrow({ where: { investorId }, orderBy: { number: "asc" } });
const orderOf = async (investor: TestInvestor) => {
  const { payoutOrderId } = await investmentOf(investor);
  return db.paymentOrder.findUniqueOrThrow({ where: { id: payoutOrderId! } });
};
const linesOf = (year: number, ...investors: TestInvestor[]) =>
  taxLines(db, { investorIds: investors.map(({ investorId }) => investorId), year });

beforeAll(async () => {
  brittany = await newInvestor("Brittany Chen");
  chris = await newInvestor("Chris Diaz", { isCertified: false });
  rolf = await newInvestor("Rolf Berg", { isCertified: false });
});

describe("a payout", () => {
  it("is paid in full to who has certified a number, and less 24% of the interest to who has not", async () => {
    for (const investor of [brittany, chris]) await openAndClear(investor, DAY_0);
    const { investmentId } = await openAndClear(rolf, DAY_0);
    await setMaturityInstruction({
      ...{ investmentId, investorId: rolf.investorId, userId: rolf.userId },
      ...{ choice: "ROLL_ALL", minimumRate: null, signedName: "Rolf Berg" },
    });
    await setBusinessDate(END);
    await creditInterest(END);
    await addRevenueToCash("2000.00", END);
    await matureInvestments({ businessDate: END });
    await payWaitingInvestments({ businessDate: END });
    expect((await orderOf(brittany)).amount.toFixed(2)).toBe("10480.00");
    expect((await orderOf(chris)).amount.toFixed(2)).toBe("10364.80");
    const notes = await db.notification.findMany({ where: { userId: chris.userId, kind: "tax-withheld" } });
    expect(notes).toMatchObject([{ title: "We withheld $115.20 of tax from your payout" }]);
  });

  it("is made instead of a reinvestment where tax has to be withheld", async () => {
    expect((await investmentOf(rolf)).status).toBe("MATURED");
    expect((await orderOf(rolf)).amount.toFixed(2)).toBe("10364.80");
    const note = await db.notification.findFirstOrThrow({
      where: { userId: rolf.userId, kind: "investment-matured" },
    });
    expect(note.body).toContain("It was not reinvested. Tax has to be withheld from its interest.");
  });

  it("that fails withholds nothing, and the next one withholds again", async () => {
    await bankSays((await orderOf(chris)).id, "FAILED", END);
    expect(await linesOf(2027, chris)).toEqual([]);
    await db.investment.updateMany({ where: { investorId: chris.investorId }, data: { problem: null } });
    await payWaitingInvestments({ businessDate: END });
    for (const investor of [brittany, chris, rolf])
      await bankSays((await orderOf(investor)).id, "COMPLETED", END);
    expect(await postedOn("withholding:federal")).toEqual({ "withholding:federal": "230.40" });
  });

  it("that the bank sends back takes the tax back with it", async () => {
    await bankSays((await orderOf(rolf)).id, "RETURNED", "2027-01-05", "R03");
    expect(await postedOn("withholding:federal")).toEqual({ "withholding:federal": "115.20" });
    expect(await linesOf(2027, rolf)).toEqual([]);
  });
});

describe("the copies of the year", () => {
  it("report interest and tax, and go on paper without consent", async () => {
    expect(await linesOf(2027, brittany, chris)).toMatchObject([
      {
        form: "1099-INT",
        box1: "480.00",
        withheld: "0.00",
        isReported: true,
        payee: { status: "certified" },
      },
      {
        form: "1099-INT",
        box1: "480.00",
        withheld: "115.20",
        isReported: true,
        payee: { status: "missing" },
      },
    ]);
    await expect(correctTaxYear({ year: 2027, staffId })).rejects.toThrow(
      "The year 2027 is not over. Its forms are issued in January.",
    );
    await setBusinessDate("2028-01-03");
    await issueDue({ businessDate: "2028-01-03" });
    const [form] = (await listIssued(chris.userId)).filter(({ kind }) => kind === "tax-statement");
    const { text } = await fileOf(form!.id);
    expect(text).toMatch(/^Box 4, federal income tax withheld +\$115\.20$/m);
    expect(text).toMatch(/^Recipient's TIN +not on file$/m);
    expect(await db.paperLetter.findMany({ where: { userId: chris.userId } })).toMatchObject([
      { kind: "document-tax-statement", reason: "No consent to tax forms without paper." },
    ]);
    expect(await db.paperLetter.count({ where: { userId: brittany.userId } })).toBe(0);
  });

  it("are corrected by a new document that names the first, which stays", async () => {
    await certifyTin({ ...facts(), userId: chris.userId });
    expect(await correctTaxYear({ year: 2027, staffId })).toBe(1);
    expect(await correctTaxYear({ year: 2027, staffId })).toBe(0);
    const [corrected, first] = (await listIssued(chris.userId)).filter(
      ({ kind }) => kind === "tax-statement",
    );
    expect([first!.title, corrected!.title]).toEqual([
      "Form 1099-INT for 2027",
      "Form 1099-INT for 2027, corrected",
    ]);
    const { text } = await fileOf(corrected!.id);
    expect(text).toContain("CORRECTED");
    expect(text).toMatch(new RegExp(`^Corrects +${first!.number}$`, "m"));
    expect(text).toMatch(/^Recipient's TIN +XXX-XX-4329$/m);
    const row = await db.issuedDocument.findUniqueOrThrow({ where: { id: corrected!.id } });
    expect(row.supersedesId).toBe(first!.id);
    expect((await verifyDocuments()).faults).toEqual([]);
  });
});

describe("a number", () => {
  it("is sealed, with four digits in clear, and the audit log has no more", async () => {
    const row = await db.taxCertification.findFirstOrThrow({ where: { userId: chris.userId } });
    expect(JSON.stringify({ ...row, number: null })).not.toContain("987654329");
    expect(row.tinLast4).toBe("4329");
    const events = await db.auditEvent.findMany({ where: { action: "user.certify-tin" } });
    expect(events.map(({ detail }) => detail)).toEqual([{ last4: "4329", certified: true }]);
    await expect(db.$executeRaw`UPDATE tax_certifications SET name = 'x'`).rejects.toThrow(
      /permission denied/,
    );
  });

  it("without the certification, or where the IRS has asked for it, is withheld from", async () => {
    const { isCertified: _, ...uncertified } = facts();
    await certifyTin({ ...uncertified, isCertified: false, userId: rolf.userId });
    expect(await payeeOf(rolf.userId)).toMatchObject({ status: "given", isWithheld: true });
    await certifyTin({ ...facts({ isSubjectToWithholding: "on" }), userId: rolf.userId });
    expect(await payeeOf(rolf.userId)).toMatchObject({ status: "certified", isWithheld: true });
  });

  it("that the IRS does not know is a mismatch until it is certified again", async () => {
    const { userId } = chris;
    await recordTinNotice({ userId, isSecond: false, staffId });
    await expect(recordTinNotice({ userId, isSecond: false, staffId })).rejects.toMatchObject({
      code: "already-exists",
    });
    expect(await payeeOf(userId)).toMatchObject({ status: "mismatch", isWithheld: true });
    await certifyTin({ ...facts(), userId });
    expect(await payeeOf(userId)).toMatchObject({ status: "certified", isWithheld: false });
  });

  it("of a second notice stays a mismatch until staff record the validation", async () => {
    const { userId } = chris;
    await recordTinNotice({ userId, isSecond: true, staffId });
    await certifyTin({ ...facts(), userId });
    expect(await payeeOf(userId)).toMatchObject({ status: "mismatch", hasSecondNotice: true });
    const { id: noticeId } = await db.tinNotice.findFirstOrThrow({ where: { userId, isSecond: true } });
    await resolveTinNotice({ noticeId, staffId });
    expect(await payeeOf(userId)).toMatchObject({ status: "certified" });
    await expect(resolveTinNotice({ noticeId, staffId })).rejects.toMatchObject({ code: "wrong-state" });
  });

  it("of somebody who does not invest gets no notice", () =>
    expect(recordTinNotice({ userId: "usr_none", isSecond: false, staffId })).rejects.toMatchObject({
      code: "not-found",
    }));
});

describe("the file for the IRS", () => {
  it("has the whole numbers of the returns that are due, and making it is recorded", async () => {
    const { files, returns, leftOut } = await makeTaxFile({
      ...{ form: "1099-INT", year: 2027, template: TEMPLATE_1099_INT, staffId },
    });
    expect([files.length, returns, leftOut]).toEqual([1, 2, []]);
    const rows = parse(files[0]!, { columns: true }) as Record<string, string>[];
    expect(
      rows.map((row) => [row["Recipient Taxpayer ID Number"], row["Box 4 - Federal income tax withheld"]]),
    ).toEqual([
      ["123456789", ""],
      ["987654329", "115.20"],
    ]);
    const [event] = await db.auditEvent.findMany({ where: { action: "tax-year.download" } });
    expect(event).toMatchObject({ actorUserId: staffId, detail: { form: "1099-INT", returns: 2 } });
  });

  it("needs the IRS's template for Form 1099-OID, and a year that is over", async () => {
    const given = { template: null, staffId } as const;
    await expect(makeTaxFile({ ...given, form: "1099-OID", year: 2027 })).rejects.toThrow(
      "Give the template of form 1099-OID for 2027, downloaded from the IRIS portal.",
    );
    await expect(makeTaxFile({ ...given, form: "1099-INT", year: 2028 })).rejects.toThrow(
      "The year 2028 is not over.",
    );
  });
});

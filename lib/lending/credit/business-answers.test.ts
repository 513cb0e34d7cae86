import { expect, it } from "vitest";
import { businessAnswersInput, readBusiness } from "./business-answers";

const bakery = {
  entityType: "llc",
  formedOn: "2016-03-14",
  formationState: "OR",
  annualRevenue: "486,000",
  monthlyDebtPayments: "0",
  owner1Name: "Hannah Iqbal",
  owner1Share: "66.67",
  owner2Name: "Salman Iqbal",
  owner2Share: "33.33",
  controlName: "Hannah Iqbal",
  controlTitle: "Managing Member",
  signerTitle: "Managing Member",
};

function complaints(answers: object) {
  const { error } = businessAnswersInput.safeParse(answers);
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
}

it("reads a business's answers: amounts as money, owners as a list", () => {
  expect(readBusiness(bakery)).toMatchObject({
    annualRevenue: "486000.00",
    monthlyDebtPayments: "0.00",
    owners: [
      { name: "Hannah Iqbal", share: "66.67" },
      { name: "Salman Iqbal", share: "33.33" },
    ],
    control: { name: "Hannah Iqbal", title: "Managing Member" },
  });
  expect(readBusiness({ ...bakery, signerTitle: undefined })).toBeNull();
  expect(readBusiness(null)).toBeNull();
});

it("needs no owner of a quarter, but always a person who controls the business and a title of the signer", () => {
  const { owner1Name: _1, owner1Share: _2, owner2Name: _3, owner2Share: _4, ...widelyHeld } = bakery;
  expect(complaints(widelyHeld)).toEqual({});
  expect(complaints({ ...bakery, owner1Name: "", owner1Share: "" })).toEqual({});
  expect(Object.keys(complaints({ ...widelyHeld, controlName: " ", signerTitle: "" }))).toEqual([
    "controlName",
    "signerTitle",
  ]);
});

it.each([
  [{ owner1Share: "" }, "owner1Share"],
  [{ owner2Name: "" }, "owner2Name"],
  [{ owner1Share: "24.99" }, "owner1Share"],
  [{ owner1Share: "100.01" }, "owner1Share"],
  [{ owner1Share: "half" }, "owner1Share"],
  [{ owner1Share: "70" }, "owner2Share"], // 103.33 in all
  [{ entityType: "gang" }, "entityType"],
  [{ formedOn: "2016-02-30" }, "formedOn"],
  [{ formedOn: "14/03/2016" }, "formedOn"],
  [{ formationState: "ZZ" }, "formationState"],
  [{ annualRevenue: "0" }, "annualRevenue"],
  [{ annualRevenue: "-5" }, "annualRevenue"],
  [{ monthlyDebtPayments: "some" }, "monthlyDebtPayments"],
])("refuses %j with a sentence beside %s", (change, field) => {
  expect(complaints({ ...bakery, ...change })).toEqual({ [field]: expect.stringMatching(/^[A-Z].*\.$/) });
});

// A template that changes gets a new version: what was made with the old one is set by the old one, byte for byte.
import { expect, it } from "vitest";
import { incompleteness } from "@/lib/documents/templates/incompleteness";
import { templateOf } from "@/lib/documents/templates/registry";
import type { Template } from "@/lib/documents/templates/template";
import { renderDocument } from "./render";

const first = incompleteness as unknown as Template;
const second: Template = {
  ...first,
  version: 2,
  layout: (facts) => ({ ...first.layout(facts), title: "Please complete your application" }),
};

const document = {
  kind: "incompleteness",
  templateVersion: 1,
  number: 7,
  issuedOn: new Date("2026-03-02"),
  data: JSON.stringify({
    lender: { name: "Modern Lending", address: "100 Example Street", phone: "x", email: "x@example.com" },
    ledgerHead: null,
    facts: {
      applicant: { name: "Lea Gold", email: "lea@example.com" },
      applicationNumber: 5,
      savedOn: "2026-02-20",
      amountAsked: "8000.00",
      missing: ["Your monthly housing cost"],
      completeBy: "2026-04-01",
    },
  }),
};

it("sets an old document as before when its template has changed, and a new one by the new version", async () => {
  const before = await renderDocument(document);
  const templates = [first, second];
  expect(await renderDocument(document, templates)).toEqual(before);
  expect(templateOf("incompleteness", undefined, templates).version).toBe(2);
  const after = await renderDocument({ ...document, templateVersion: 2 }, templates);
  expect(after.pdfSha256).not.toBe(before.pdfSha256);
  expect(after.text).toContain("PLEASE COMPLETE YOUR APPLICATION");
});

it("sets nothing by a version that is not there", async () => {
  await expect(renderDocument({ ...document, templateVersion: 3 })).rejects.toThrow("incompleteness 3");
});

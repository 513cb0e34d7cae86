// In the sandbox the business date and the machine's clock differ. A time of the machine is only ever shown as what it is.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { DocumentPage } from "@/lib/documents/queries";
import { SignedDocument } from "./signed-document";
import { InstantText } from "./ui/date-text";

const ROOT = join(import.meta.dirname, "..");

const SIGNED: DocumentPage = {
  id: "doc_12345678901234",
  kind: "loan-agreement",
  templateVersion: "loan-agreement-1",
  subjectType: "loan",
  subjectId: "loan_1",
  sha256: "0".repeat(64),
  signedName: "Art",
  signerTitle: null,
  signedFor: null,
  signedOn: "2026-08-09",
  signedAt: "2026-11-30T11:08:00.000Z",
  body: "LOAN AGREEMENT",
  isIntact: true,
  ipAddress: null,
  userAgent: null,
};

/** Every instant of a page with the words before and after it. */
const instantsOf = (html: string) =>
  [...html.matchAll(/<time dateTime="\d{4}-\d{2}-\d{2}T[^"]*"[^>]*>/g)].map(({ index }) =>
    html
      .slice(Math.max(0, index - 160), index + 260)
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll(/\s+/g, " "),
  );

it("a signed document shows its business date, and the machine's time labeled as recorded by the server", () => {
  const html = renderToStaticMarkup(<SignedDocument document={SIGNED} timeZone="America/New_York" />);
  expect(html).toMatch(/Signed on <time dateTime="2026-08-09"/);
  const instants = instantsOf(html);
  expect(instants).toHaveLength(1);
  expect(instants[0]).toMatch(/Recorded by the server at/);
});

it("an instant says by itself that it is the server's time, unless its label does", () => {
  const html = renderToStaticMarkup(<InstantText at={SIGNED.signedAt} />);
  expect(html.replaceAll(/<[^>]+>/g, "")).toMatch(/\(server time\)$/);
});

const files = ["app", "components"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx$/.test(path) && !/\.test\.tsx$/.test(path))
    .map((path) => [join(folder, path), readFileSync(join(ROOT, folder, path), "utf8")] as const),
);

it.each(files.filter(([, source]) => /<InstantText[^>]*\bbare\b/.test(source)))(
  "%s names the server in the label of each instant that it shows bare",
  (_, source) => {
    for (const { index } of source.matchAll(/<InstantText[^>]*\bbare\b/g))
      expect(source.slice(Math.max(0, index - 260), index)).toMatch(/server time|by the server/);
  },
);

it("no page writes an instant in any other way", () => {
  for (const [path, source] of files) {
    if (path.endsWith("date-text.tsx")) continue;
    expect(source, path).not.toMatch(/formatInstant|toLocale(Date|Time)?String\(\s*\)/);
  }
});

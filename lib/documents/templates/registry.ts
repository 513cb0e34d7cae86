// All templates, every version of each: a document is set again by the version that it was made with.
import { invariant } from "@/lib/errors";
import { adverseAction } from "./adverse-action";
import { commercialDisclosure } from "./commercial-disclosure";
import { counteroffer } from "./counteroffer";
import { eSignConsent } from "./e-sign-consent";
import { incompleteness } from "./incompleteness";
import { investorStatement } from "./investor-statement";
import { maturityNotice, paidInFull, payoffLetter } from "./letters";
import { loanStatement } from "./loan-statement";
import { signedCopy } from "./signed-copy";
import { taxStatement } from "./tax-statement";
import { taxStatement1 } from "./tax-statement-1";
import type { Template } from "./template";

const TEMPLATES = [
  adverseAction,
  commercialDisclosure,
  counteroffer,
  eSignConsent,
  incompleteness,
  investorStatement,
  loanStatement,
  maturityNotice,
  paidInFull,
  payoffLetter,
  signedCopy,
  taxStatement,
  taxStatement1,
] as unknown as readonly Template[];

/** The template of a kind: the one that new documents are made with, or that of a version. */
export function templateOf(kind: string, version?: number, among = TEMPLATES): Template {
  const versions = among.filter((template) => template.kind === kind);
  const template = version
    ? versions.find((each) => each.version === version)
    : versions.toSorted((a, b) => b.version - a.version)[0];
  invariant(template, `there is a template ${kind} ${version ?? ""}`);
  return template;
}

/** The kinds of documents that the engine makes. */
export const DOCUMENT_KINDS: readonly string[] = [...new Set(TEMPLATES.map(({ kind }) => kind))];

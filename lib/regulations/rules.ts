// Every rule that we promise and whose facts are on file.
import { APR } from "./annual-percentage-rate";
import { AUTOPAY_AMOUNTS } from "./autopay-amounts";
import { CREDIT_NOTICES } from "./credit-notices";
import { ELECTRONIC_DOCUMENTS } from "./electronic-documents";
import { LOANS } from "./loans";
import { PAYMENTS } from "./payments";
import { RESERVES } from "./reserves";
import type { Rule } from "./rule";

export const RULES: readonly Rule[] = [
  APR,
  ...CREDIT_NOTICES,
  ...ELECTRONIC_DOCUMENTS,
  ...LOANS,
  AUTOPAY_AMOUNTS,
  ...PAYMENTS,
  RESERVES,
];

import { CodeLink } from "./references";
import { applicationHref, investmentHref, loanHref, paymentHref } from "./paths";
import { words } from "./words";

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  loanId: loanHref,
  investmentId: investmentHref,
  applicationId: applicationHref,
  paymentOrderId: paymentHref,
};

/** Small facts that were recorded beside something, one a line; an id leads to what it names. */
export function Facts({ facts }: { facts: Record<string, unknown> }) {
  return (
    <span className="block min-w-0">
      {Object.entries(facts).map(([name, value]) => (
        <span key={name} className="block wrap-anywhere">
          <span className="text-muted">{factName(name)}: </span>
          <Fact name={name} value={value} />
        </span>
      ))}
    </span>
  );
}

export function Fact({ name, value }: { name: string; value: unknown }) {
  const page = PAGES[name];
  if (page && typeof value === "string") return <CodeLink href={page(value)}>{value}</CodeLink>;
  if (Array.isArray(value)) return value.map((each) => words(String(each))).join(", ") || "none";
  if (value !== null && typeof value === "object") return JSON.stringify(value);
  return String(value);
}

/** "loanId" is the loan. */
export function factName(name: string) {
  return words(name.replace(/Id$/, ""));
}

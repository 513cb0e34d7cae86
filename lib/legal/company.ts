// Who we are, in one place: the texts, the help and contact pages and the footers take it from here. Settings of production;
// the sandbox has a company that nobody can mistake for a real one.
import "server-only";
import { env, isSandbox } from "@/lib/env";

export type Company = {
  name: string;
  address: string;
  phone: string;
  email: string;
  /** Employer identification number, for the tax file to the IRS; null where none is set. */
  ein: string | null;
  /** True where the four above are made up. */
  isMadeUp: boolean;
};

const SANDBOX = {
  name: "Modern Lending (sandbox)",
  address: "100 Example Street, New York, NY 10001",
  phone: "(212) 555-0100", // 555-0100 to 555-0199 are kept for fiction
  email: "help@modern-lending.example",
  ein: "00-0000001", // prefix 00 is never given out
};

/** Production does not start without its own four values: lib/env.ts. */
export const company: Company = {
  name: env.COMPANY_NAME ?? SANDBOX.name,
  address: env.COMPANY_ADDRESS ?? SANDBOX.address,
  phone: env.COMPANY_PHONE ?? SANDBOX.phone,
  email: env.COMPANY_EMAIL ?? SANDBOX.email,
  ein: env.COMPANY_EIN ?? (isSandbox ? SANDBOX.ein : null),
  isMadeUp: isSandbox && env.COMPANY_NAME === undefined,
};

// The account numbers that the sandbox bank gives to everybody who tries the product. They belong to nobody.
import { isSandbox } from "@/lib/env";

const PUBLISHED = /^(123456789|1{8,}|[12]00\d\d)$/;

/** Whether this is a number of the sandbox's hint, which many people use on purpose. Never outside the sandbox. */
export function isSandboxNumber(accountNumber: string): boolean {
  return isSandbox && PUBLISHED.test(accountNumber);
}

import { expect, it } from "vitest";
import { describeReturn, RETURN_CODES } from "./return-codes";

const where = (is: "retryable" | "disablesAccount") =>
  Object.keys(RETURN_CODES).filter((code) => RETURN_CODES[code]![is]);

it("lets only payments that lacked money be tried again", () => {
  expect(where("retryable")).toEqual(["R01", "R09"]);
});

it("takes an account out of use for the codes that say so", () => {
  expect(where("disablesAccount")).toEqual(["R02", "R03", "R04", "R05", "R07", "R10", "R16", "R20", "R29"]);
});

it("stops autopay wherever the account is out of use", () => {
  for (const code of where("disablesAccount")) expect(RETURN_CODES[code]!.stopsAutopay).toBe(true);
});

it("tells an unknown code in general words and lets nothing follow from it", () => {
  for (const code of ["R99", null, undefined, "constructor"]) {
    expect(describeReturn(code)).toMatchObject({ disablesAccount: false, retryable: false });
    expect(describeReturn(code).words).toBe("The bank sent the payment back.");
  }
});

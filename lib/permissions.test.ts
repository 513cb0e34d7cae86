import { expect, it } from "vitest";
import { isStaff, may, PERMISSION_NAMES, PERMISSIONS, STAFF_ROLES } from "./permissions";

const MONEY_OR_CONTRACT =
  /^(loan|application|payment|payout|journal|bank|bank-day|sleeve|option|ledger-account)\.(?!see)/;

it("lists each permission with at least one role, and names it subject.verb", () => {
  for (const name of PERMISSION_NAMES) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*){1,2}$/);
    expect(PERMISSIONS[name].length).toBeGreaterThan(0);
    expect(new Set(PERMISSIONS[name]).size).toBe(PERMISSIONS[name].length);
  }
});

it("gives administrators no permission that moves money or changes a contract", () => {
  expect(PERMISSION_NAMES.filter((name) => MONEY_OR_CONTRACT.test(name) && may(["ADMIN"], name))).toEqual([]);
});

it("lets auditors see and export, and nothing else", () => {
  const more = PERMISSION_NAMES.filter(
    (name) => may(["AUDITOR"], name) && !/\.(see|see-all|export)$/.test(name),
  );
  expect(more).toEqual(["books.verify-seal"]);
});

it("has somebody who approves whatever somebody proposes", () => {
  const proposals = PERMISSION_NAMES.filter((name) => name.endsWith(".propose"));
  expect(proposals.length).toBeGreaterThan(5);
  for (const name of proposals) expect(PERMISSION_NAMES).toContain(name.replace(/propose$/, "approve"));
});

it("gives customers and people without a role nothing", () => {
  for (const roles of [[], ["BORROWER"], ["INVESTOR"], ["BORROWER", "INVESTOR"], ["toString"]]) {
    expect(isStaff(roles)).toBe(false);
    expect(PERMISSION_NAMES.filter((name) => may(roles, name))).toEqual([]);
  }
});

it("adds up what several roles may", () => {
  for (const name of PERMISSION_NAMES)
    for (const one of STAFF_ROLES)
      for (const other of STAFF_ROLES)
        expect(may([one, other], name)).toBe(may([one], name) || may([other], name));
});

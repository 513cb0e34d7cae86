import { expect, it } from "vitest";
import { bankAccountProblem, expenseProblem, likeliest, supplierProblem } from "./selectable";

it.each([
  ["exactly", ["Acme Paper", "Modern Lending Partners", "Modern Lending"], 2],
  ["whatever case and punctuation", ["Acme Paper", "MODERN-LENDING"], 1],
  ["with what firms add to their name", ["Acme Paper", "modern lending, Inc."], 1],
  ["as a part of a longer name", ["The Modern Lending Company"], 0],
  ["not at all", ["Acme Paper", "Modern Art", ""], -1],
])("codat row 12: the lender is found among the suppliers %s", (_, names, at) => {
  expect(likeliest("Modern Lending", names)).toBe(at);
});

const standing = { status: "Active", isDeleted: false };

it("codat row 41: what is kept in another currency cannot be chosen, and says so", () => {
  expect(bankAccountProblem({ ...standing, accountName: "Euro", currency: "EUR" })).toContain("is in EUR");
  expect(expenseProblem({ ...standing, name: "Zinsen", type: "Expense", currency: "EUR" })).toContain(
    "is in EUR",
  );
  expect(supplierProblem({ ...standing, supplierName: "Bank", defaultCurrency: "EUR" })).toContain(
    "is paid in EUR",
  );
});

it("what is archived or deleted in the books cannot be chosen, and says so", () => {
  for (const gone of [
    { status: "Archived", isDeleted: false },
    { status: "Active", isDeleted: true },
  ]) {
    expect(bankAccountProblem({ ...gone, accountName: "Old", currency: "USD" })).toContain("archived");
    expect(expenseProblem({ ...gone, name: "Old", type: "Expense", currency: "USD" })).toContain("archived");
    expect(supplierProblem({ ...gone, supplierName: "Old", defaultCurrency: null })).toContain("archived");
  }
});

it("codat row 10: an account that is not for expenses cannot be chosen", () => {
  expect(expenseProblem({ ...standing, name: "Sales", type: "Income", currency: "USD" })).toBe(
    "Sales is not an expense account.",
  );
  expect(expenseProblem({ ...standing, name: "Interest", type: "Expense", currency: null })).toBeNull();
});

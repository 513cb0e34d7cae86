// What we send, held against Codat's own OpenAPI file by the stand-in's checker, which knows nothing of us.
import { describe, expect, it } from "vitest";
import { d } from "@/lib/money/money";
import { bodyText, pushPath } from "@/lib/writeback/codat/codat";
import { PLATFORM_RULES } from "@/lib/writeback/records/platforms";
import { directCostBody, feedBody, transferBody, type Body } from "@/lib/writeback/records/record-bodies";
import { subject, target } from "@/test/support/writeback-bodies";
import { loadOpenApi } from "@/sandbox/accounting/http/openapi";

const file = loadOpenApi(undefined);
const id = "2f7d6c0a-0000-4000-8000-000000000000";
const place = { companyId: id, connectionId: id };

function check(dataType: "transfers" | "directCosts" | "bankTransactions", body: Body) {
  const url = new URL(pushPath(place, dataType, target.lenderSourceId), "http://codat.invalid");
  const request = { method: "POST", path: url.pathname, query: url.searchParams };
  file!.checkRequest({ ...request, headers: {}, rawBody: "", address: "" }, JSON.parse(bodyText(body)));
}

describe.skipIf(file === null)("with Codat's file at hand", () => {
  it.each(PLATFORM_RULES.map((rules) => [rules.name, rules] as const))(
    "codat row 23: a direct cost for %s fits the file, and one without its sub-total does not",
    (_, rules) => {
      const [taxRate = null] = rules.directCost.taxRates;
      for (const amount of ["50", "-50"]) {
        const body = directCostBody(subject, { amount: d(amount) }, target, rules, taxRate);
        expect(() => check("directCosts", body)).not.toThrow();
        const { subTotal, ...rest } = body;
        expect(subTotal).toBeDefined();
        expect(() => check("directCosts", rest)).toThrow(/subTotal/);
      }
    },
  );

  it.each(PLATFORM_RULES.map((rules) => [rules.name, rules] as const))(
    "codat row 24: transfers and feed lines for %s fit the file, in both directions",
    (_, rules) => {
      for (const direction of ["to-lender", "to-borrower"] as const) {
        const body = transferBody(subject, { direction, amount: d("466.67") }, target, rules);
        expect(() => check("transfers", body)).not.toThrow();
      }
      const feed = feedBody(subject, { lines: [d("466.67"), d("-50")] }, target, d("-5000"));
      expect(() => check("bankTransactions", feed)).not.toThrow();
    },
  );
});

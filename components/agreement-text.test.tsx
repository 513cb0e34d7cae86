import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AgreementText } from "./agreement-text";

const TEXT = `LOAN AGREEMENT

SCHEDULE OF PAYMENTS
Amounts in US dollars.

No.           Due   Payment
---   -----------   -------
  1   Feb 5, 2026    466.67

5. Costs
   None.`;

it("sets a schedule as a table whose rows become cards on a phone, and no line in a fixed-width font", () => {
  const html = renderToStaticMarkup(<AgreementText body={TEXT} />);
  expect(html).toContain("<table");
  expect(html).toContain('data-label="Payment"');
  expect(html).toMatch(
    /<th role="rowheader"[^>]*><span><span class="sm:hidden">No\. <\/span>1<\/span><\/th>/,
  );
  expect(html).toMatch(/<td[^>]*data-label="Due"[^>]*>Feb 5, 2026<\/td>/);
  expect(html).not.toMatch(/<pre|font-mono|figures/);
  expect(html).toMatch(/<h3[^>]*>5\. Costs<\/h3>/);
});

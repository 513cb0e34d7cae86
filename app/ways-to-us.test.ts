// No page may leave a person without a way to us: read from the sources, so that a new error page cannot be forgotten.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";

const APP = import.meta.dirname;
const read = (path: string) => readFileSync(path, "utf8");
const files = (...names: string[]) =>
  readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((path) => names.includes(basename(path)))
    .map((path) => [path, read(join(APP, path))] as const);
const component = (name: string) => read(join(APP, "../components", name));

it.each(files("error.tsx", "global-error.tsx", "portal-error.tsx"))(
  "%s leads to the contact form with its reference",
  (_, source) => {
    expect(source).toMatch(/<ErrorMessage|export \{ PortalError as default \}/);
    expect(component("error-message.tsx")).toMatch(/href=\{contactHref\(error\.digest\)\}/);
    expect(component("error-message.tsx")).toContain("/contact?topic=error&reference=");
  },
);

it.each(files("not-found.tsx", "portal-not-found.tsx"))("%s leads to the contact form", (_, source) => {
  expect(source).toMatch(/href="\/contact|<PortalNotFound|<PageNotFound/);
  expect(component("page-not-found.tsx")).toContain('href="/contact');
});

it("every frame of a page has the links to help, contact, terms and privacy at its foot", () => {
  for (const frame of ["plain-page.tsx", "admin-shell.tsx", "site-footer.tsx"])
    expect(component(frame), frame).toContain("<LegalLinks");
  for (const place of ["/help", "/contact", "/terms", "/privacy"])
    expect(component("legal-links.tsx")).toContain(`href: "${place}"`);
  expect(component("portal-shell.tsx")).toContain("<SiteFooter");
  expect(files("admin-frame.tsx")[0]![1]).toContain("<AdminShell");
  for (const [path, source] of files("layout.tsx").filter(([path]) => path !== "layout.tsx"))
    expect(source, path).toMatch(/<SiteFooter|<AdminFrame|<PortalFrame|<ESign(Gate|Consent)/);
  expect(files("global-error.tsx")[0]![1]).toContain("<LegalLinks");
});

it("whoever cannot pay is led to the contact form with the loan in it", () => {
  for (const [path, source] of files("late.tsx", "charged-off.tsx"))
    expect(source, path).toMatch(/\/contact\?topic=cannot-pay&loan=/);
});

import { LegalLinks } from "./legal-links";
import { ThemeSwitch } from "./theme-switch";

/** The same last lines on every page: what this is not, and the theme. */
export function SiteFooter() {
  return (
    <footer className="no-print border-t">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-4 text-sm text-muted sm:px-6">
        <p>
          A simulation, not an offer of securities. No FDIC insurance. Rates are targets and are not
          guaranteed.
        </p>
        <LegalLinks />
        <ThemeSwitch />
      </div>
    </footer>
  );
}

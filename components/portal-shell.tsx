import type { ReactNode } from "react";
import { Brand } from "./brand";
import { NavLinks, type Place } from "./nav-links";
import { NavMenu } from "./nav-menu";
import { SiteFooter } from "./site-footer";

/** The frame of the borrower's and the investor's pages: one bar, four or five places, the page below. */
export function PortalShell({
  home,
  label,
  places,
  roleSwitch,
  bell,
  account,
  banner,
  children,
}: {
  /** Where the brand leads: the portal's overview. */
  home: string;
  /** Names the navigation: "Borrower". */
  label: string;
  places: Place[];
  /** Link or form that leads to the person's other role. */
  roleSwitch?: ReactNode;
  bell?: ReactNode;
  /** Who is signed in, and the way out. */
  account?: ReactNode;
  banner?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      {banner}
      <header className="no-print relative border-b bg-surface">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-x-3 px-4 sm:px-6 lg:gap-x-6">
          <Brand href={home} />
          <nav aria-label={label} className="hidden h-full lg:block">
            <NavLinks places={places} direction="row" />
          </nav>
          <div className="ml-auto flex items-center gap-2">
            {bell}
            <div className="hidden items-center gap-2 lg:flex">
              {roleSwitch}
              {account}
            </div>
            <NavMenu className="lg:hidden">
              <nav aria-label={`${label} menu`}>
                <NavLinks places={places} direction="column" />
              </nav>
              <div className="mt-4 flex flex-wrap items-center gap-2 border-t pt-4">
                {roleSwitch}
                {account}
              </div>
            </NavMenu>
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 outline-none sm:px-6 sm:py-8"
      >
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}

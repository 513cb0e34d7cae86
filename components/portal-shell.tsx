import type { ReactNode } from "react";
import { Brand } from "./brand";
import { NavLinks, type Place } from "./nav-links";
import { cn } from "@/lib/cn";
import { MENU_PANEL } from "./menu-panel";
import { MenuButton } from "./nav-menu";
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
      <header className="no-print group/bar relative border-b bg-surface">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-x-3 px-4 sm:px-6 lg:gap-x-6">
          <Brand href={home} />
          <div className="ml-auto flex items-center gap-2 lg:order-2">
            {bell}
            <MenuButton className="lg:hidden" />
          </div>
          <div className={cn(MENU_PANEL, "lg:contents")}>
            <nav aria-label={label} className="lg:order-1 lg:h-full">
              <NavLinks places={places} look="bar" />
            </nav>
            <div className="flex items-center gap-2 max-lg:mt-4 max-lg:flex-wrap max-lg:border-t max-lg:pt-4 lg:order-3 lg:-ml-4">
              {roleSwitch}
              {account}
            </div>
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

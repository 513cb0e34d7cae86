import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Brand } from "./brand";
import { LegalLinks } from "./legal-links";
import { NavGroups, type PlaceGroup } from "./nav-groups";
import { MENU_PANEL } from "./menu-panel";
import { MenuButton } from "./nav-menu";
import { ThemeSwitch } from "./theme-switch";

/** The administrator's frame: a sidebar in groups from 1024 px, a menu below. */
export function AdminShell({
  home,
  groups,
  openGroups,
  account,
  bell,
  banner,
  children,
}: {
  home: string;
  groups: PlaceGroup[];
  /** Labels of the groups that the administrator left open. */
  openGroups: readonly string[];
  account?: ReactNode;
  bell?: ReactNode;
  banner?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      {banner}
      <div className="flex flex-1 flex-col lg:flex-row">
        <header className="no-print group/bar relative border-b bg-surface lg:w-60 lg:shrink-0 lg:border-r lg:border-b-0">
          <div className="flex h-14 items-center justify-between gap-2 px-4 sm:px-6">
            <Brand href={home} />
            <div className="flex items-center gap-2">
              {bell}
              <MenuButton className="lg:hidden" />
            </div>
          </div>
          <div
            className={cn(
              MENU_PANEL,
              "lg:sticky lg:top-0 lg:max-h-dvh lg:overflow-y-auto lg:px-3 lg:pt-2 lg:pb-6",
            )}
          >
            <nav aria-label="Administration">
              <NavGroups groups={groups} open={openGroups} />
            </nav>
            <Foot>{account}</Foot>
          </div>
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 flex-1 px-4 py-6 outline-none sm:px-6 sm:py-8 lg:px-8"
        >
          <div className="mx-auto max-w-7xl">{children}</div>
          <footer className="no-print mx-auto mt-10 max-w-7xl border-t pt-3 text-sm text-muted">
            <LegalLinks />
          </footer>
        </main>
      </div>
    </div>
  );
}

function Foot({ children }: { children: ReactNode }) {
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-2 border-t px-3 pt-3">
      {children}
      <ThemeSwitch />
    </div>
  );
}

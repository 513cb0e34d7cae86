import type { ReactNode } from "react";
import { Brand } from "./brand";
import { LegalLinks } from "./legal-links";
import { NavLinks, type Place } from "./nav-links";
import { NavMenu } from "./nav-menu";
import { ThemeSwitch } from "./theme-switch";

export interface PlaceGroup {
  /** Left out for a group of one that names itself. */
  label?: string;
  places: Place[];
}

/** The administrator's frame: a side bar in groups from 1024 px, a menu below. */
export function AdminShell({
  home,
  groups,
  account,
  bell,
  banner,
  children,
}: {
  home: string;
  groups: PlaceGroup[];
  account?: ReactNode;
  bell?: ReactNode;
  banner?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      {banner}
      <div className="flex flex-1 flex-col lg:flex-row">
        <header className="no-print relative border-b bg-surface lg:w-60 lg:shrink-0 lg:border-r lg:border-b-0">
          <div className="flex h-14 items-center justify-between gap-2 px-4 sm:px-6">
            <Brand href={home} />
            <div className="flex items-center gap-2">
              {bell}
              <NavMenu className="lg:hidden">
                <nav aria-label="Administration menu">
                  <Groups groups={groups} />
                </nav>
                <Foot>{account}</Foot>
              </NavMenu>
            </div>
          </div>
          <div className="hidden px-3 pt-2 pb-6 lg:sticky lg:top-0 lg:block lg:max-h-dvh lg:overflow-y-auto">
            <nav aria-label="Administration">
              <Groups groups={groups} />
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

function Groups({ groups }: { groups: PlaceGroup[] }) {
  const all = groups.flatMap(({ places }) => places);
  return (
    <div className="grid gap-4 max-lg:sm:grid-cols-3">
      {groups.map(({ label, places }) => (
        <div key={places[0]?.href}>
          {label && <p className="px-3 pb-1 text-sm text-muted">{label}</p>}
          <NavLinks places={places} among={all} direction="column" />
        </div>
      ))}
    </div>
  );
}

function Foot({ children }: { children: ReactNode }) {
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-2 border-t px-3 pt-4">
      {children}
      <ThemeSwitch />
    </div>
  );
}

/** What <MenuButton> opens on a small screen: a panel below the bar, which must be `relative` and `group/bar`. */
export const MENU_PANEL =
  "max-lg:absolute max-lg:inset-x-0 max-lg:top-full max-lg:z-30 max-lg:hidden max-lg:max-h-[calc(100dvh-8rem)] max-lg:overflow-auto max-lg:border-y max-lg:bg-surface max-lg:px-4 max-lg:py-4 max-lg:shadow-float max-lg:group-has-[[data-menu][open]]/bar:block max-lg:sm:px-6";

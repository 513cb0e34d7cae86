import { chosenTheme } from "./theme";
import { ThemeButtons } from "./theme-buttons";

/** System, light or dark. The choice lives in a cookie, so the server renders it and nothing flashes. */
export async function ThemeSwitch() {
  return <ThemeButtons current={await chosenTheme()} />;
}

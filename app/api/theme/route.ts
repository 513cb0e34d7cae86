// Keeps the visitor's theme in a cookie. Route handlers get no CSRF check from Next, hence the look at Origin.
import { isTheme, THEME_COOKIE } from "@/components/theme";

const YEAR_SECONDS = 60 * 60 * 24 * 365;

export async function POST(request: Request) {
  const host = request.headers.get("host");
  const origin = request.headers.get("origin");
  if (!origin || hostOf(origin) !== host)
    return new Response("This request came from another site.", { status: 403 });
  const theme = (await request.formData().catch(() => null))?.get("theme");
  if (!isTheme(theme)) return new Response("There is no such theme.", { status: 400 });
  return new Response(null, {
    status: 303,
    headers: {
      Location: pageBefore(request.headers.get("referer"), host),
      "Set-Cookie": `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; HttpOnly`,
    },
  });
}

/** Back to the page the form stood on, as a path, so that it can only ever lead to this site. */
function pageBefore(referer: string | null, host: string | null) {
  if (!referer || hostOf(referer) !== host) return "/";
  const { pathname, search } = new URL(referer);
  return `/${pathname.replace(/^\/+/, "")}${search}`;
}

function hostOf(address: string) {
  return URL.canParse(address) ? new URL(address).host : null;
}

/**
 * Where signing out leads. Next's router requests the data of the next page first; without it the browser reloads
 * the page, so that nothing the last person saw remains in memory.
 */
export function GET(request: Request) {
  if (request.headers.has("rsc")) return new Response(null, { status: 204 });
  return new Response(null, { status: 303, headers: { Location: "/sign-in?reason=signed-out" } });
}

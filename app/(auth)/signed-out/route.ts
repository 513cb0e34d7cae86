/**
 * Where signing out leads. Next's router asks for the next page's data first; getting none it lets the browser load the
 * page afresh, so that nothing the last person looked at stays in its memory.
 */
export function GET(request: Request) {
  if (request.headers.has("rsc")) return new Response(null, { status: 204 });
  return new Response(null, { status: 303, headers: { Location: "/sign-in?reason=signed-out" } });
}

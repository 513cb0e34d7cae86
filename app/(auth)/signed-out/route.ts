import { redirect } from "next/navigation";

/**
 * Where signing out leads. Being no page, it makes the browser load the next one afresh, so that nothing the last
 * person looked at stays in its memory.
 */
export function GET() {
  redirect("/sign-in?reason=signed-out");
}

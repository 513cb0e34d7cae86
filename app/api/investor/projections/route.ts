import { projectTyped } from "@/app/investor/invest/project-typed";
import { requireActorForApi } from "@/lib/session";

const LONGEST = 40;

/** What the amount being typed would become. */
export async function GET(request: Request) {
  const investor = await requireActorForApi("INVESTOR");
  if (investor instanceof Response) return investor;
  const typed = new URL(request.url).searchParams.get("amount") ?? "";
  return Response.json(await projectTyped(typed.slice(0, LONGEST)), {
    headers: { "Cache-Control": "private, no-store" },
  });
}

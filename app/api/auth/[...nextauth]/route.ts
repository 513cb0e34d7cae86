import NextAuth from "next-auth";
import { NextRequest } from "next/server";
import { authOptions } from "@/lib/accounts/auth-options";
import { isWebAddress, readFields, refuseAddress } from "@/lib/identity/auth-request";
import { apiRefusal } from "@/lib/session";
import { isHttps } from "@/lib/session-cookie";

type Context = RouteContext<"/api/auth/[...nextauth]">;

const handler: (request: NextRequest, context: Context) => Promise<Response> = NextAuth(authOptions);
const CALLBACK_COOKIE = /(^|-)next-auth\.callback-url$/;

export async function GET(request: NextRequest, context: Context): Promise<Response> {
  return refuseAddress(request, (await context.params).nextauth) ?? answer(request, context);
}

export async function POST(request: NextRequest, context: Context): Promise<Response> {
  const refusal = refuseAddress(request, (await context.params).nextauth);
  if (refusal) return refusal;
  const fields = await readFields(request);
  if (fields instanceof Response) return fields;
  const headers = new Headers(request.headers);
  headers.set("content-type", "application/json");
  headers.delete("content-length");
  return answer(
    new NextRequest(request.url, { method: "POST", headers, body: JSON.stringify(fields) }),
    context,
  );
}

/** A callback cookie that is no address would make next-auth answer 500 to this browser until it is gone. */
async function answer(request: NextRequest, context: Context): Promise<Response> {
  const spoiled = request.cookies
    .getAll()
    .find(({ name, value }) => CALLBACK_COOKIE.test(name) && value !== "" && !isWebAddress(value));
  if (!spoiled) return handler(request, context);
  const refusal = apiRefusal(400, "A cookie could not be read and was deleted. Try again.");
  refusal.headers.append("Set-Cookie", `${spoiled.name}=; Path=/; Max-Age=0${isHttps ? "; Secure" : ""}`);
  return refusal;
}

// The contract between screen and domain.
import "server-only";
import { redirect } from "next/navigation";
import { z } from "zod";
import { inAct } from "@/lib/act-context";
import type { ActionResult } from "@/lib/action-result";
import { BUSY_SENTENCE, isBusy } from "@/lib/busy";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { readForm, withoutSentence } from "@/lib/read-form";
import { countAttempt, type Limit } from "@/lib/rate-limit";
import { networkOf, requestId, requestOrigin, type RequestOrigin } from "@/lib/request-origin";
import type { Permission } from "@/lib/permissions";
import { requireActor, requirePermission, type Actor, type Role } from "@/lib/session";

/** Far above what a person can click; an action that costs more sets its own limit. */
const PER_PERSON: Limit = { name: "action", points: 120, seconds: 60 };
const PER_ADDRESS: Limit = { name: "public-action", points: 300, seconds: 60 };

type Shape<Schema extends z.ZodType> = { input: Schema; rateLimit?: Limit };
/** Customers act in a role; staff need a permission. */
type Who<R extends Role> = { role: R; permission?: never } | { permission: Permission; role?: never };

/**
 * Wraps one domain function as a server action: who may call it, what shape the form must have, and what the screen
 * gets back.
 *
 * Order is fixed: role or permission, shape, rate limit, domain. A `DomainError` becomes `refused`, or `invalid` when it names a
 * field; every other throw (Next's redirect too) passes through.
 */
export function action<Schema extends z.ZodType, Data, R extends Role = "ANY">(
  { input, rateLimit = PER_PERSON, ...who }: Shape<Schema> & Who<R>,
  run: (input: z.output<Schema>, actor: Actor<R>, request: RequestOrigin) => Promise<Data>,
) {
  return (_previous: ActionResult<Data>, form: FormData): Promise<ActionResult<Data>> =>
    orBusy(async () => {
      const actor = await actorOf(who);
      const request = await requestOrigin();
      return answer(input, form, async (data) => {
        await countAttempt(rateLimit, actor.userId);
        const act = { requestId: await requestId(), sessionId: actor.sessionId, permission: who.permission };
        const isBreakGlass = actor.breakGlassUntil !== null;
        return inAct({ ...act, ...request, isBreakGlass }, () => run(data, actor, request));
      });
    });
}

async function actorOf<R extends Role>(who: Who<R>): Promise<Actor<R>> {
  if (who.permission === undefined) return requireActor(who.role);
  return requirePermission(who.permission) as Promise<Actor<R>>; // without a role, R is ANY
}

/** The same for what anyone may do: signing in, registering. Limited by address instead of by person. */
export function publicAction<Schema extends z.ZodType, Data>(
  { input, rateLimit = PER_ADDRESS }: Shape<Schema>,
  run: (input: z.output<Schema>, request: RequestOrigin) => Promise<Data>,
) {
  return (_previous: ActionResult<Data>, form: FormData): Promise<ActionResult<Data>> =>
    orBusy(async () => {
      const request = await requestOrigin();
      return answer(input, form, async (data) => {
        await countAttempt(rateLimit, networkOf(request.ipAddress));
        return inAct({ requestId: await requestId(), ...request }, () => run(data, request));
      });
    });
}

/**
 * For plain forms without an answer beside them (`<form action={signOutAction}>`): every good ending is a redirect, and
 * anything else goes to the sign-in page, which says why.
 */
export function publicFormAction<Schema extends z.ZodType>(
  shape: Shape<Schema>,
  run: (input: z.output<Schema>, request: RequestOrigin) => Promise<never>,
) {
  const wrapped = publicAction<Schema, never>(shape, run);
  return async (form: FormData): Promise<void> => {
    const result = await wrapped({ status: "idle" }, form);
    redirect(`/sign-in?reason=${result.status === "refused" ? result.code : "invalid"}`);
  };
}

/** A database that is too busy is said beside the form, where everything that was typed is still there. */
async function orBusy<Data>(work: () => Promise<ActionResult<Data>>): Promise<ActionResult<Data>> {
  try {
    return await work();
  } catch (error) {
    if (!isBusy(error)) throw error;
    log.warn({ err: error }, "an action timed out");
    return { status: "refused", code: "unavailable", message: BUSY_SENTENCE };
  }
}

async function answer<Schema extends z.ZodType, Data>(
  input: Schema,
  form: FormData,
  run: (input: z.output<Schema>) => Promise<Data>,
): Promise<ActionResult<Data>> {
  const read = readForm(form);
  if ("fieldErrors" in read) return { status: "invalid", ...read };
  // A field whose schema has no message is one that no person fills in.
  const parsed = input.safeParse(read.fields, { error: withoutSentence });
  if (!parsed.success) return { status: "invalid", fieldErrors: byField(parsed.error) };
  try {
    return { status: "ok", data: await run(parsed.data) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.field) return { status: "invalid", fieldErrors: { [error.field]: [error.message] } };
    const { code, message, link } = error;
    return { status: "refused", code, message, ...(link && { link }) };
  }
}

/** Sentences by field; what concerns the form as a whole is under "form". */
function byField(error: z.ZodError): Record<string, string[] | undefined> {
  const { formErrors, fieldErrors } = z.flattenError(error);
  return formErrors.length > 0 ? { form: formErrors, ...fieldErrors } : fieldErrors;
}

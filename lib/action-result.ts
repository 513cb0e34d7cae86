// What a form gets back from its action. Free of server code, so that forms may import it.
import type { DomainErrorCode, WayOn } from "@/lib/errors";

export type ActionResult<Data = unknown> =
  | { readonly status: "idle" }
  | { readonly status: "ok"; readonly data: Data }
  | { readonly status: "invalid"; readonly fieldErrors: Record<string, string[] | undefined> }
  | {
      readonly status: "refused";
      readonly code: DomainErrorCode;
      readonly message: string;
      readonly link?: WayOn;
    };

export const IDLE: ActionResult<never> = { status: "idle" };

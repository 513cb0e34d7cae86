import type { Accounting, Place } from "@/sandbox/accounting/books/accounting";
import type { ValidationItem } from "@/sandbox/accounting/http/api";
import type { Json } from "@/sandbox/accounting/http/json";
import type { Operation } from "@/sandbox/accounting/books/records";

/** What a platform makes of a push: the new record, or what is wrong with it. */
export type Written = { id: string; dataType: string } | ValidationItem[];
export type Writer = (accounting: Accounting, place: Place, body: Json, operation: Operation) => Written;

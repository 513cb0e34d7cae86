// Every list that can be exported, by the name in its address.
import type { AnyListView } from "@/app/_parts/list/list-view";
import { APPLICATIONS } from "./applications/list";
import { PAYMENTS } from "./payments/list";
import { WEBHOOKS } from "./payments/webhooks/list";
import { PEOPLE } from "./people/list";

const VIEWS: AnyListView[] = [APPLICATIONS, PAYMENTS, WEBHOOKS, PEOPLE];

export const LISTS: ReadonlyMap<string, AnyListView> = new Map(VIEWS.map((view) => [view.name, view]));

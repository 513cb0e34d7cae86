// Every kind of proposal, by the name under which its rows are kept: a name never changes.
import type { AnyKind } from "@/lib/approvals/kind";
import { CHARGE_OFF } from "./kinds/charge-off";
import { CLOSE_PERIOD } from "./kinds/close-period";
import { FREEZE } from "./kinds/freeze";
import { JOURNAL, REVERSE_JOURNAL } from "./kinds/journals";
import { ADD_OPTION, WITHDRAW_OPTION } from "./kinds/options";
import { REFUND } from "./kinds/refund";
import { GRANT_ROLE, INVITE } from "./kinds/staff";

const ALL: AnyKind[] = [
  CHARGE_OFF,
  REFUND,
  FREEZE,
  CLOSE_PERIOD,
  ADD_OPTION,
  WITHDRAW_OPTION,
  JOURNAL,
  REVERSE_JOURNAL,
  GRANT_ROLE,
  INVITE,
];

export const KINDS: ReadonlyMap<string, AnyKind> = new Map(ALL.map((kind) => [kind.name, kind]));

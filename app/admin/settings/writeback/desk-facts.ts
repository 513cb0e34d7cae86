import { ADMIN_SETTINGS } from "@/app/_writeback/back-path";
import { hrefWith } from "@/app/_parts/href-with";
import type { DeskFacts } from "@/components/writeback/desk";
import {
  checkMappingAction,
  connectAction,
  createExpenseAccountAction,
  createLenderAccountAction,
  createSupplierAction,
  disconnectAction,
  markByHandAction,
  markHeldByHandAction,
  retryEventAction,
  retryHeldAction,
  saveMappingAction,
  setSwitchAction,
} from "./actions";

export const LOG = `${ADMIN_SETTINGS}/log`;
export const RECONCILIATION = `${ADMIN_SETTINGS}/reconciliation`;

/** The settings of one borrower for an administrator. Each form carries the borrower's ID. */
export function adminDesk(borrowerId: string): DeskFacts {
  return {
    borrowerId,
    api: `/api/admin/writeback/${encodeURIComponent(borrowerId)}`,
    logHref: hrefWith(LOG, { borrowerId }),
    actions: {
      connect: connectAction,
      disconnect: disconnectAction,
      saveMapping: saveMappingAction,
      createSupplier: createSupplierAction,
      createExpenseAccount: createExpenseAccountAction,
      createLenderAccount: createLenderAccountAction,
      setSwitch: setSwitchAction,
      checkMapping: checkMappingAction,
      retryEvent: retryEventAction,
      retryHeld: retryHeldAction,
      markByHand: markByHandAction,
      markHeldByHand: markHeldByHandAction,
    },
  };
}

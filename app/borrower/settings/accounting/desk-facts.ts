import type { DeskFacts } from "@/components/writeback/desk";
import { BORROWER_SETTINGS } from "@/app/_writeback/back-path";
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

/** The borrower's own settings: no id travels, the actions know who asks. */
export const BORROWER_DESK: DeskFacts = {
  borrowerId: null,
  api: "/api/borrower/accounting",
  logHref: `${BORROWER_SETTINGS}/log`,
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

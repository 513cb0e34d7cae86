import { BORROWER_SETTINGS } from "@/app/_writeback/back-path";
import { ownLogView } from "@/app/_writeback/log-view";

export const OWN_LOG = ownLogView(`${BORROWER_SETTINGS}/log`);

import { Alert } from "@/components/ui/alert";
import type { Preview } from "@/lib/writeback/pages/preview";
import type { BackfillPreview, WritebackSettings } from "@/lib/writeback/pages/queries";
import { CheckAgain } from "./check-again";
import { ConnectionCard } from "./connection-card";
import { Desk, type DeskFacts } from "./desk";
import { LiveSettings } from "./live-settings";
import { MappingCards } from "./mapping-cards";
import { PreviewCard } from "./preview-card";
import { ReturnNotice } from "./return-notice";
import { SwitchCard } from "./switch-card";

/** Everything that a borrower, or an administrator for them, sets, and what came of a visit to the software's page. */
export function SettingsPanel({
  facts,
  settings,
  previews,
  backfill,
  timeZone,
  statusCode,
}: {
  facts: DeskFacts;
  settings: WritebackSettings;
  previews: Preview[];
  backfill: BackfillPreview | null;
  timeZone: string;
  statusCode: string | null;
}) {
  const { connection, mapping } = settings;
  return (
    <Desk facts={facts}>
      <div className="grid grid-cols-1 gap-8">
        {statusCode !== null && <ReturnNotice connection={connection} statusCode={statusCode} />}
        {mapping.problem && (
          <Alert tone="failed" title="The loan is not being written to the books" actions={<CheckAgain />}>
            {mapping.problem.words} Pending entries are kept and will be written in order once this is fixed.
          </Alert>
        )}
        <ConnectionCard
          connection={connection}
          leavingWarning={settings.leavingWarning}
          timeZone={timeZone}
        />
        {connection && (
          <>
            <SwitchCard settings={settings} backfill={backfill} />
            <MappingCards settings={settings} />
            <PreviewCard previews={previews} />
          </>
        )}
      </div>
      <LiveSettings initial={settings} isBack={statusCode === "200"} />
    </Desk>
  );
}

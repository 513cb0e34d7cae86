import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { InstantText } from "@/components/ui/date-text";
import { KeyValueList } from "@/components/ui/key-value-list";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import { env } from "@/lib/env";
import type { XeroFeeds } from "@/lib/writeback/pages/xero-feeds";
import { count } from "@/app/_parts/words";

const STATES: Readonly<Record<XeroFeeds["state"], readonly [Tone, string]>> = {
  enabled: ["posted", "Enabled"],
  refused: ["failed", "Last feed refused"],
  "not-in-plan": ["failed", "Not enabled at Codat"],
  unknown: ["pending", "Unknown"],
};

/** The status of what Codat and Xero must enable for us. */
export function XeroFeedsCard({ feeds }: { feeds: XeroFeeds }) {
  const { state, connected, hasProduct, refusal } = feeds;
  const [tone, words] = STATES[state];
  return (
    <Card aria-labelledby="xero-feeds" className="mb-8">
      <CardHeader
        id="xero-feeds"
        title="Xero Bank Feeds"
        description="Loans in Xero need bank feeds. Codat must enable its Bank Feeds product for us, and Xero must enable its Bank Feeds API for our registered app; Xero grants it as part of its app partner certification. Ask Codat support to arrange both."
      />
      <CardBody>
        <KeyValueList
          items={[
            { label: "Enabled for the app", value: <StatusBadge tone={tone}>{words}</StatusBadge> },
            {
              label: "Codat product",
              value: hasProduct === null ? "Unknown" : hasProduct ? "Enabled" : "Not enabled",
            },
            { label: "Working feeds", value: count(connected, "lender account") },
            ...(refusal
              ? [
                  {
                    label: "Last refusal",
                    value: (
                      <>
                        {refusal.words} (<InstantText at={refusal.at} timeZone={env.BUSINESS_TIME_ZONE} />)
                      </>
                    ),
                  },
                ]
              : []),
          ]}
        />
        {state === "unknown" && (
          <p className="mt-3 text-sm text-muted">
            The API does not say whether Xero has enabled feeds. The first lender account that a borrower
            connects in Xero shows it.
          </p>
        )}
      </CardBody>
    </Card>
  );
}

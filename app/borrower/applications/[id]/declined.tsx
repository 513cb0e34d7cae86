import { LinkButton } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { Letterhead } from "@/components/ui/letterhead";
import type { ApplicationView } from "@/lib/lending/application-queries";

/** The notice of adverse action: 12 CFR 1002.9 with Appendix C, form C-1, and section 615(a) of the FCRA. */
export function Declined({ application }: { application: ApplicationView }) {
  const { declineReasons, report, decidedOn, number } = application;
  return (
    <Letterhead
      title="We cannot offer you a loan"
      facts={
        <>
          <p>Application {number}</p>
          {decidedOn && (
            <p>
              <DateText on={decidedOn} />
            </p>
          )}
        </>
      }
    >
      <div className="grid max-w-prose gap-4">
        <p>Thank you for applying. We have looked at your application and cannot approve it as it is.</p>
        <h3 className="font-semibold">Principal reasons for our decision</h3>
        <ul className="list-disc pl-5">
          {declineReasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        {report && <ReportUsed report={report} />}
        <h3 className="font-semibold">Your right to equal treatment</h3>
        <p>
          The federal Equal Credit Opportunity Act prohibits creditors from discriminating against credit
          applicants on the basis of race, color, religion, national origin, sex, marital status, or age
          (provided the applicant has the capacity to enter into a binding contract); because all or part of
          the applicant’s income derives from any public assistance program; or because the applicant has in
          good faith exercised any right under the Consumer Credit Protection Act. The federal agency that
          administers compliance with this law concerning this creditor is the Federal Trade Commission, Equal
          Credit Opportunity, Washington, DC 20580.
        </p>
        <p>
          Modern Lending. If something here is not right, or your situation changes, apply again; the check is
          soft and leaves no mark.
        </p>
        <p className="no-print">
          <LinkButton href="/borrower/apply" variant="secondary">
            Apply again
          </LinkButton>
        </p>
      </div>
    </Letterhead>
  );
}

function ReportUsed({ report }: { report: NonNullable<ApplicationView["report"]> }) {
  const { bureau, score, scoreModel, scoreRange, keyFactors } = report;
  return (
    <>
      <h3 className="font-semibold">The credit report we used</h3>
      <p>
        Our decision was based in whole or in part on information from {bureau.name}, {bureau.address},{" "}
        {bureau.phone}. The bureau played no part in the decision and cannot give you its reasons.
      </p>
      <p>
        You have the right to a free copy of your report from {bureau.name} if you ask within 60 days of this
        notice, and to dispute with the bureau anything in it that is inaccurate or incomplete.
      </p>
      {score === null ? (
        <p>The bureau had no score for you.</p>
      ) : (
        <p>
          Your credit score: <strong className="tnum font-semibold">{score}</strong> ({scoreModel}, which
          ranges from {scoreRange.minimum} to {scoreRange.maximum}).
        </p>
      )}
      {keyFactors.length > 0 && (
        <>
          <p>Key factors that lowered it:</p>
          <ul className="list-disc pl-5">
            {keyFactors.map((factor) => (
              <li key={factor}>{factor}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

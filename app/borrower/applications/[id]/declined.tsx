import { LinkButton } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { Letterhead } from "@/components/ui/letterhead";
import type { ApplicationView } from "@/lib/lending/application/application-queries";
import { declineLetter, type DeclineLetter } from "@/lib/lending/credit/decline-letter";

/** The notice of adverse action: 12 CFR 1002.9 with Appendix C, forms C-1 and C-8, and section 615(a) of the FCRA. */
export function Declined({ application }: { application: ApplicationView }) {
  const { declineReasons, decidedOn, number } = application;
  const letter = declineLetter({ ...application, reasons: declineReasons });
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
        <p>{letter.opening}</p>
        <h3 className="font-semibold">Principal reasons for our decision</h3>
        {letter.right && <p>{letter.right}</p>}
        {letter.reasons.length > 0 && <List items={letter.reasons} />}
        {letter.report && <ReportUsed report={letter.report} />}
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
        <p>Modern Lending. {letter.closing}</p>
        <p className="no-print">
          <LinkButton href="/borrower/apply" variant="secondary">
            Apply again
          </LinkButton>
        </p>
      </div>
    </Letterhead>
  );
}

function ReportUsed({ report }: { report: NonNullable<DeclineLetter["report"]> }) {
  return (
    <>
      <h3 className="font-semibold">The credit report we used</h3>
      <p>{report.source}</p>
      <p>{report.rights}</p>
      <p>{report.score}</p>
      {report.lead && <p>{report.lead}</p>}
      {report.factors.length > 0 && <List items={report.factors} />}
    </>
  );
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul className="list-disc pl-5">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

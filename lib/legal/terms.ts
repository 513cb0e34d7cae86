import type { Company } from "./company";
import type { LegalText } from "./legal-text";

/** What a person agrees to by opening an account. A change of the words takes a new version. */
export function termsOfUse({ name, address, email, phone }: Company): LegalText {
  return {
    kind: "terms",
    version: "terms-3",
    title: "Terms of use",
    sections: [
      {
        heading: "Who we are",
        paragraphs: [
          `${name}, ${address}, runs this marketplace. Investors deposit money into a pool for a fixed term at a fixed rate. We lend from the pool to people and small businesses, who repay in installments.`,
          "These terms govern your account. Each loan and each investment also has its own agreement, which you sign separately. Where they differ, the signed agreement prevails.",
        ],
      },
      {
        heading: "Your account",
        paragraphs: [
          "You must be at least 18 years old, give your true name, and keep your password to yourself. Each person may open one account. You are responsible for what is done while you are signed in.",
          "You can see and end your sessions on the security page. Notify us immediately if somebody else has used your account.",
        ],
      },
      {
        heading: "Loans",
        paragraphs: [
          "An application is not a promise to lend. We decide based on the information you give us and on a soft credit check, which does not affect your credit score. If we decline, we give you the main reasons.",
          "Each offer states its rate, its annual percentage rate (APR), its payments and the last day to accept it. You owe nothing until you sign an offer and the money has been disbursed.",
          "The loan agreement states any late fee and describes what happens when payments are past due. There is no prepayment penalty.",
        ],
      },
      {
        heading: "Investments",
        paragraphs: [
          "Your money joins a pool. You hold a claim against the pool, not a share in any one loan. You can ask to withdraw all or a part of an investment before its term ends. You then forfeit some of the interest, and we pay when the pool has the cash.",
          "Investments are not bank deposits and are not insured by the FDIC. Repayment depends on borrowers and is not guaranteed. If the pool does not have enough cash when your investment matures, the payout is delayed and is paid as money arrives, oldest maturity first, with interest at your rate for every day since maturity when it waits beyond the next banking day.",
          "Requests for early withdrawal are served once every banking day, after matured payouts, in the order of the days on which they were made. When cash does not suffice for all of them, they share each day's amount in proportion. The same rule applies to everybody, also to investments that were made under an earlier version of these terms.",
        ],
      },
      {
        heading: "Payments",
        paragraphs: [
          "Money moves by ACH, wire or RTP through our bank. A loan payment counts from the day you make it, and a deposit once it has cleared. If your bank returns a payment, we reverse it, and the amounts it had paid are due again.",
          "Add only bank accounts that belong to you or to the business you represent. We may stop using an account that your bank reports as closed, unknown or not authorized.",
        ],
      },
      {
        heading: "Accounting software",
        paragraphs: [
          "If you connect accounting software, we write the records of your loans into it until you turn this off or disconnect. Your loan does not depend on it. You remain responsible for your books.",
        ],
      },
      {
        heading: "Electronic records",
        paragraphs: [
          "You receive agreements, statements and notices in your account. We keep each text that you sign or agree to with its version, its SHA-256 hash and its date, and you can read and save it at any time.",
        ],
      },
      {
        heading: "Changes and closing",
        paragraphs: [
          "If we change these terms, the new version applies from the day you agree to it. A change never alters a loan or an investment that you have already signed.",
          "You may ask us to close your account when you owe nothing and hold no investment.",
        ],
      },
      {
        heading: "Contact",
        paragraphs: [`Write to us through the contact page, email ${email}, or call ${phone}.`],
      },
    ],
  };
}

import type { Company } from "./company";
import type { LegalText } from "./legal-text";

/** What we keep about a person and why. It says what the product does; a change of either takes a new version. */
export function privacyNotice({ name, address, email }: Company): LegalText {
  return {
    kind: "privacy",
    version: "privacy-2",
    title: "Privacy notice",
    sections: [
      {
        heading: "Who is responsible",
        paragraphs: [`${name}, ${address}. Questions and requests: ${email}, or the contact page.`],
      },
      {
        heading: "What we collect",
        paragraphs: [
          "From you: your name, email address and password, whether you borrow as a person or as a business, the amount and purpose of a loan, income, housing cost and employment, digits of your tax ID, your bank accounts, and the messages you send us.",
          "From others: a credit report when you apply for a loan and have agreed to it; from our bank, the status of your payments; from your accounting software, when you connect it, its list of accounts and suppliers and the records we wrote there.",
          "From your browser: the network address, the kind of device and the time of each session.",
        ],
      },
      {
        heading: "What we use it for",
        paragraphs: [
          "To decide applications, to pay out and collect loans, to accept and repay investments, to keep our books, to reply to you, and to protect accounts from misuse. We do not sell your data and we show no advertising.",
        ],
      },
      {
        heading: "Who receives it",
        paragraphs: [
          "Our bank, to move money. The credit bureau, to identify you when you apply. The accounting connection, only while you have it connected. Authorities, where the law requires it. Our staff see only what their work requires, and their changes are recorded.",
        ],
      },
      {
        heading: "How it is protected",
        paragraphs: [
          "Passwords are stored as hashes. Bank account numbers are encrypted; pages show the last four digits. The ledger, the audit log and signed documents are append-only: nothing in them is ever changed.",
        ],
      },
      {
        heading: "Cookies",
        paragraphs: [
          "One cookie keeps you signed in, one recognizes a device that you have signed in from, one remembers the color theme, one remembers, until you close the browser, whether you were last borrowing or investing here, and one remembers which menu groups an administrator has open. There are no cookies for tracking or advertising.",
        ],
      },
      {
        heading: "How long we keep it",
        paragraphs: [
          "Records of loans, investments and payments, and the documents that belong to them, are kept as long as the law requires of a lender. A draft of an application that you discard is deleted.",
        ],
      },
      {
        heading: "Your choices",
        paragraphs: [
          "You can see your data in your account. Write to us to correct it, to receive a copy, or to ask us to delete what we are not required to keep.",
        ],
      },
    ],
  };
}

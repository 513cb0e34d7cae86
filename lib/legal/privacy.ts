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
          "From you: your name, e-mail address and password, whether you borrow as a person or as a business, the amount and purpose of a loan, income, housing cost and employment, digits of your tax id, your bank accounts, and what you write to us.",
          "From others: a credit report when you apply for a loan and have agreed to it; from our bank, the state of your payments; from your accounting software, when you connect it, the list of accounts and suppliers to choose from and the records we wrote there.",
          "From your browser: the network address, the kind of device and the time of each session.",
        ],
      },
      {
        heading: "What we use it for",
        paragraphs: [
          "To decide applications, to pay out and collect loans, to take and pay back investments, to keep the books, to answer you, and to protect accounts from misuse. We do not sell your data and show no advertising.",
        ],
      },
      {
        heading: "Who receives it",
        paragraphs: [
          "Our bank, to move money. The credit bureau, to identify you when you apply. The accounting connection, only while you have it connected. Authorities, where the law requires it. Our staff see what their work needs, and what they change is recorded.",
        ],
      },
      {
        heading: "How it is protected",
        paragraphs: [
          "Passwords are stored as hashes. Bank account numbers are encrypted; pages show the last four digits. The ledger, the audit trail and signed documents can be added to, but not changed.",
        ],
      },
      {
        heading: "Cookies",
        paragraphs: [
          "One cookie keeps you signed in, one remembers the color theme, and one, until you close the browser, remembers whether you were last borrowing or investing here. There are no cookies for tracking or advertising.",
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
          "You can see your data in your account. Write to us to correct it, to receive a copy, or to ask for deletion of what we do not have to keep.",
        ],
      },
    ],
  };
}

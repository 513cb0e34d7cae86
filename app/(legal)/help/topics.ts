// Questions and answers: what the product does today, in words. A change of a rule changes its answer here.
import { railsInWords } from "@/lib/payments/rails";

type Answer = { question: string; answer: readonly string[] };
export type HelpTopic = { id: string; title: string; answers: readonly Answer[] };

export const HELP: readonly HelpTopic[] = [
  {
    id: "borrowing",
    title: "Borrowing",
    answers: [
      {
        question: "How do I apply, and what is checked?",
        answer: [
          "You say how much you need and for what, state your income, housing cost and employment, and agree to a soft credit check, which does not affect your credit score. The decision usually takes less than a minute. If we decline, you read the main reasons and, where a score was used, the score.",
          "What you have typed is kept as a draft until you send it.",
        ],
      },
      {
        question: "How is my rate set?",
        answer: [
          "From your grade, which follows from your credit score, your income and what you already owe each month, and from the term. Each offer shows the rate beside the annual percentage rate (APR), the monthly payment and the total of all payments.",
        ],
      },
      {
        question: "What is the APR, and why is it higher than the rate of a flat loan?",
        answer: [
          "The APR is the yearly cost of the credit, measured on what you still owe at each moment, including an origination fee if there is one. It is the figure to compare offers by.",
          "With equal installments, interest is charged on the principal still owed, and the APR is close to the rate. With a flat loan, the rate is charged on the amount you borrowed for the whole term, although you repay a part of it every month. Borrow $5,000.00 for 12 months at 12% flat and you pay $600.00 of interest: an APR of 21.46%.",
        ],
      },
      {
        question: "When do I get the money?",
        answer: [
          `After you sign an offer, choose the bank account and how we send the money: ${railsInWords("DISBURSEMENT")}. We send it as soon as the pool has enough available cash. No interest runs before it has cleared.`,
        ],
      },
    ],
  },
  {
    id: "repaying",
    title: "Repaying",
    answers: [
      {
        question: "When is a payment due, and when does it count?",
        answer: [
          "Monthly, on the dates in your schedule. A payment counts from the day you make it, unless your bank returns it. It pays what is past due first, oldest first, interest before principal. On a loan with equal installments, what you pay beyond that pays the interest earned so far and then lowers your principal, which bears no interest from that day.",
        ],
      },
      {
        question: "How does autopay work?",
        answer: [
          "You sign an authorization, and we debit one installment on each due date from the account it names. If your bank returns a debit for lack of funds, we try the same amount again at most twice; after that autopay turns off. You can turn it off at any time, and another account takes a new authorization; your rate does not depend on it. A payment already in progress is not affected.",
        ],
      },
      {
        question: "What happens when my bank returns a payment?",
        answer: [
          "We reverse it: the amount is due again from the original due date, as if it had not been made. We charge no fee; your bank may. You are notified with the bank's reason and what to do next. An account that your bank reports as closed or unknown is no longer used.",
        ],
      },
      {
        question: "Can I pay early or pay off the loan?",
        answer: [
          "Yes, at any time and without a penalty. The payment page quotes the exact payoff amount and the date through which it is good. If you pay off early, you pay interest only for the time that has passed.",
        ],
      },
      {
        question: "What if I cannot pay?",
        answer: [
          "Write to us before the due date: use the contact page and choose “I cannot pay now”. There is no late fee. A late payment shows with its days past due. A loan that stays past due for a long time can be charged off; you are notified if that happens.",
        ],
      },
    ],
  },
  {
    id: "investing",
    title: "Investing",
    answers: [
      {
        question: "What do I invest in, and what is the risk?",
        answer: [
          "Your money joins a pool from which we lend. You earn a fixed rate for a fixed term. It is not a bank deposit and is not insured by the FDIC. Repayment depends on borrowers and is not guaranteed.",
        ],
      },
      {
        question: "How is interest calculated?",
        answer: [
          "Simple interest at the rate of your term, credited every month from the day your deposit clears, and paid with the principal at maturity. It is not compounded: $10,000.00 for 12 months at 4.80% earns $40.00 a month and pays $10,480.00 at maturity.",
        ],
      },
      {
        question: "How do I deposit, and can I cancel?",
        answer: [
          "By ACH from your bank account, or by a wire that you send with the reference we show. You can cancel as long as the deposit has not been sent to the bank. If your bank returns a deposit, the investment ends and its interest is taken back.",
        ],
      },
      {
        question: "What happens at maturity?",
        answer: [
          "We pay principal and interest to the account you named. If the pool has too little cash on that day, the payout waits and is paid as money arrives, oldest maturity first, without further interest. There is no early withdrawal.",
        ],
      },
    ],
  },
  {
    id: "account",
    title: "Your account",
    answers: [
      {
        question: "Which bank accounts can I use?",
        answer: [
          "Checking and savings accounts in the United States that belong to you, or to the business you act for. Numbers are encrypted; pages show the last four digits.",
        ],
      },
      {
        question: "How do I see what happened?",
        answer: [
          "Every balance opens to the ledger entries behind it, every payment has its own page with each step, and everything you signed is kept with its hash under your loan or investment.",
        ],
      },
      {
        question: "Somebody else may have used my account. What now?",
        answer: [
          "Open Settings, Security, and end every session you don't recognize. Then write to us and choose “My account or sign-in”.",
        ],
      },
      {
        question: "Can my loan be written into my accounting software?",
        answer: [
          "Yes. Connect Xero, QuickBooks Online, FreeAgent or Sage Accounting under Accounting, choose the accounts, and switch it on. Some software takes bank feed lines for recent dates only: older ones are left out, and the reconciliation says so.",
        ],
      },
    ],
  },
];

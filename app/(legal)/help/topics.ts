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
          "You enter the amount and purpose, your income, housing cost and employment, and agree to a soft credit check, which does not affect your credit score. The decision usually takes less than a minute. If we decline your application, we show you the principal reasons and, if a score was used, the score.",
          "Your answers are saved as a draft until you submit the application.",
        ],
      },
      {
        question: "How is my rate set?",
        answer: [
          "Your rate depends on the term and on your grade, which reflects your credit score, income and existing monthly debt payments. Each offer shows the monthly payment, the annual percentage rate (APR), the rate and the total of payments.",
        ],
      },
      {
        question: "What is the APR, and why is it higher than the rate on a flat-rate loan?",
        answer: [
          "The APR is the yearly cost of the credit on your remaining balance, including the origination fee, if any. Use it to compare offers.",
          "With equal payments, interest is charged on the remaining principal, and the APR is close to the rate. With a flat-rate loan, interest is charged on the original amount for the whole term, although you repay part of it every month. If you borrow $5,000.00 for 12 months at a flat rate of 12.00%, you pay $600.00 of interest, which is an APR of 21.46%.",
        ],
      },
      {
        question: "When do I get the money?",
        answer: [
          `After you sign an offer, choose the bank account and how we send the money: ${railsInWords("DISBURSEMENT")}. We send it as soon as the pool has enough available cash. Interest starts only after the payment clears.`,
        ],
      },
    ],
  },
  {
    id: "repaying",
    title: "Repayment",
    answers: [
      {
        question: "When is a payment due, and when does it count?",
        answer: [
          "Monthly, on the dates in your schedule. A payment counts from the day you make it, unless your bank returns it. It pays past-due amounts first, oldest first, and interest before principal. On a loan with equal payments, any additional amount pays the interest accrued so far and then reduces your principal, and interest on that principal stops from that day.",
        ],
      },
      {
        question: "How does autopay work?",
        answer: [
          "You sign an authorization, and we debit one installment on each due date from the account it names. If your bank returns a debit for insufficient funds, we retry the same amount at most twice, and then autopay turns off. You can turn it off at any time, and switching to another account requires a new authorization. Your rate does not depend on autopay. A payment already in progress is not affected.",
        ],
      },
      {
        question: "What happens when my bank returns a payment?",
        answer: [
          "We reverse the payment, and the amount is due again from its original due date. We charge no fee, but your bank may. We notify you of the bank's reason and the next step. We stop using an account that your bank reports as closed or unknown.",
        ],
      },
      {
        question: "Can I pay early or pay off the loan?",
        answer: [
          "Yes, at any time and without a penalty. The payment page shows the exact payoff amount and the date it is good through. If you pay off early, you pay interest only for the time that has passed.",
        ],
      },
      {
        question: "What if I cannot pay?",
        answer: [
          "Contact us before the due date: use the contact page and choose “I can’t make a payment”. Your agreement states any late fee. Your loan shows the number of days past due and what it costs. A loan that remains past due for a long time can be charged off, and we notify you if that happens.",
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
          "Simple interest at the rate of your term, credited every month from the day your deposit clears, and paid with the principal at maturity. Interest does not compound: $10,000.00 for 12 months at 4.80% earns $40.00 a month and pays $10,480.00 at maturity.",
        ],
      },
      {
        question: "How do I deposit, and can I cancel?",
        answer: [
          "By ACH from your bank account, or by a wire that you send with the reference we show. You can cancel as long as the deposit has not been sent to the bank. If your bank returns a deposit, the investment ends and its interest is reversed.",
        ],
      },
      {
        question: "What happens at maturity?",
        answer: [
          "We pay principal and interest to the account you named. If the pool does not have enough cash that day, the payout is made as cash becomes available, oldest maturity first, and principal earns interest at your rate when it waits beyond the next banking day. You can ask to leave early: you forfeit some of the interest, and we pay when the pool has the cash.",
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
        question: "How can I review my activity?",
        answer: [
          "Every balance links to the ledger entries behind it, every payment has a page that shows each step, and every document you signed is kept with its hash under your loan or investment.",
        ],
      },
      {
        question: "What should I do if someone else may have used my account?",
        answer: [
          "Go to Settings, then Security, and end every session you don't recognize. Then contact us and choose “My account or sign-in”.",
        ],
      },
      {
        question: "Can you record my loan in my accounting software?",
        answer: [
          "Yes. Connect Xero, QuickBooks Online, FreeAgent or Sage Accounting under Accounting, choose the accounts, and turn it on. Some software accepts bank feed lines for recent dates only. Older lines are left out, and the reconciliation shows this.",
        ],
      },
    ],
  },
];

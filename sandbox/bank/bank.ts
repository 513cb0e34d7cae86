// The bank behind its counters: its memory, its date, its one account of ours, and how it reports what happened.
import { plusBankDays } from "./bank-days";
import type {
  BankEvent,
  ExpectedPayment,
  IncomingPaymentDetail,
  PaymentOrder,
  Return,
  Settings,
} from "./records";
import { stamp, type Store } from "./store";
import type { Sender } from "./webhooks";

type Told = PaymentOrder | Return | ExpectedPayment | IncomingPaymentDetail;

export class Bank {
  readonly store: Store;
  readonly sender: Sender;
  readonly internalAccountId: string;
  /** Orders that the date can still change, so that a new date need not look at all that ever was. */
  readonly moving = new Set<string>();

  constructor(store: Store, sender: Sender, internalAccountId: string) {
    this.store = store;
    this.sender = sender;
    this.internalAccountId = internalAccountId;
    for (const order of store.all("payment_orders")) if (canStillMove(order)) this.moving.add(order.id);
  }

  get settings(): Settings {
    return (
      this.store.find("settings", "settings") ?? {
        id: "settings",
        date: new Date().toISOString().slice(0, 10),
        webhookUrl: null,
        balance: 0,
      }
    );
  }

  change(settings: Partial<Settings>): void {
    this.store.put("settings", { ...this.settings, ...settings });
  }

  get today(): string {
    return this.settings.date;
  }

  /** Money in our account: positive comes in. */
  moveMoney(cents: number): void {
    this.change({ balance: this.settings.balance + cents });
  }

  save(order: PaymentOrder): PaymentOrder {
    const saved = { ...order, updated_at: new Date().toISOString() };
    this.store.put("payment_orders", saved);
    if (canStillMove(saved)) this.moving.add(saved.id);
    else this.moving.delete(saved.id);
    return saved;
  }

  tell(eventName: string, about: Told): void {
    const base = stamp();
    const event: BankEvent = {
      ...base,
      object: "event",
      resource: about.object,
      event_name: eventName,
      event_time: base.created_at,
      entity_id: about.id,
      data: about.object === "payment_order" ? showOrder(about) : about,
    };
    this.store.put("events", event);
    this.sender.send(event);
  }
}

/** An order as the client sees it: without what the bank means to do with it. */
export function showOrder({ plan: _plan, ...order }: PaymentOrder) {
  return order;
}

function canStillMove({ status, plan }: PaymentOrder): boolean {
  if (status === "completed") return plan.outcome === "complete-then-return";
  return status === "approved" || status === "processing" || status === "sent";
}

/** When an ACH return after completion arrives: the receiving bank has two bank days. */
export function returnDay(settlesOn: string): string {
  return plusBankDays(settlesOn, 2);
}

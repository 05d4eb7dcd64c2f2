import type { Coupon } from './catalogue';
import type { Patient, Practice } from './create';

/** A means of payment of a customer. */
export interface PaymentSource {
	id?: string;
	type?: string;
	fingerprint?: string;
	brand?: string;
	last4?: string;
	exp_month?: number;
	exp_year?: number;
}

/** Who pays: a customer at Stripe, who has a number at Hero too. */
export interface Customer {
	id: string;
	heroId: string;
	name: string;
	email?: string;
	phone?: string;
	sources: PaymentSource[];
}

/** What is charged; a unit's price is in pence, or in pounds where the name says so. */
export interface InvoiceItem {
	description?: string;
	quantity: number;
	unit_amount?: number;
	unit_amount_in_pounds?: number;
}

/** An invoice at Stripe; times in milliseconds. */
export interface Invoice {
	stripeId: string;
	heroId: string;
	/** Whether Hero knows it: not while it was only made at Stripe. */
	isAtHero: boolean;
	status: 'draft' | 'open' | 'paid';
	patient_id: string | null;
	appointment_id: string | null;
	customer_id: string;
	items: InvoiceItem[];
	coupons: Coupon[];
	memo?: string;
	footer?: string;
	/** YYYY-MM-DD. */
	service_date?: string;
	due_date?: string;
	createdAt: number;
	updatedAt: number;
}

/** Gives every twenty-fifth patient a customer who pays, and the first one an invoice at Stripe. */
export function openAccounts(practice: Practice): void {
	[...practice.patients.values()].forEach((patient, index) => {
		if (index % 25 !== 0) return;
		const { id } = addCustomer(practice, payer(patient));
		practice.defaultCustomers.set(patient.id, id);
	});
	for (const customer_id of [...practice.customers.keys()].slice(0, 1)) {
		const items = [{ description: 'Private medical letter', quantity: 1, unit_amount: 3500 }];
		addInvoice(practice, { customer_id, items, status: 'open', isAtHero: false });
	}
}

/** Makes a customer at Stripe. */
export function addCustomer(
	{ customers }: Practice,
	details: Omit<Customer, 'id' | 'heroId'>,
): Customer {
	const id = `cus_example${numbered(customers)}`;
	const customer: Customer = { id, heroId: String(410 + customers.size), ...details };
	customers.set(id, customer);
	return customer;
}

/** Stripe takes nothing else for an email address. */
const EMAIL = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/;

/** A patient as a customer, with a card. */
export const payer = ({ id, first_name, last_name, email, mobile }: Patient) => ({
	name: `${first_name} ${last_name}`,
	email: email && EMAIL.test(email) ? email : undefined,
	phone: mobile ?? undefined,
	sources: [
		{
			...{ id: `card_${id}`, type: 'card', fingerprint: `fp_${id}`, brand: 'visa' },
			...{ last4: '4242', exp_month: 12, exp_year: 2099 },
		},
	],
});

/** Makes an invoice: a draft unless it is told otherwise. */
export function addInvoice(
	{ invoices, now }: Practice,
	details: Partial<Invoice> & Pick<Invoice, 'customer_id'>,
): Invoice {
	const invoice: Invoice = {
		stripeId: `in_example${numbered(invoices)}`,
		heroId: String(5120 + invoices.size),
		isAtHero: true,
		status: 'draft',
		patient_id: null,
		appointment_id: null,
		items: [],
		coupons: [],
		createdAt: now(),
		updatedAt: now(),
		...details,
	};
	invoices.set(invoice.stripeId, invoice);
	return invoice;
}

/** The invoice that an id names, be it Stripe's or Hero's. */
export const invoiceNamed = ({ invoices }: Practice, id: string): Invoice | undefined =>
	invoices.get(id) ??
	[...invoices.values()].find(({ heroId, isAtHero }) => isAtHero && heroId === id);

/** What the items come to, and what is left to pay after the coupons; in pence. */
export function amountsOf({ items, coupons }: Pick<Invoice, 'items' | 'coupons'>) {
	const subtotal = sum(items.map((item) => item.quantity * unitPrice(item)));
	const percent = sum(coupons.map(({ percent_off = 0 }) => percent_off));
	const off = sum(coupons.map(({ amount_off = 0 }) => amount_off));
	const amount_due = Math.max(0, Math.round((subtotal * (100 - percent)) / 100) - off);
	return { subtotal, amount_due };
}

const unitPrice = ({ unit_amount, unit_amount_in_pounds = 0 }: InvoiceItem) =>
	unit_amount ?? Math.round(unit_amount_in_pounds * 100);

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

const numbered = ({ size }: Map<string, unknown>) => String(size + 1).padStart(2, '0');

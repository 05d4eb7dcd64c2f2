import type { Customer, Invoice, InvoiceItem, Patient, Practice } from './model';

/** Gives every twenty-fifth patient a customer who pays, and the first one an invoice at Stripe. */
export function seedCustomers(practice: Practice): void {
	[...practice.patients.values()].forEach((patient, index) => {
		if (index % 25 !== 0) return;
		const { id } = addCustomer(practice, customerDetailsOf(patient));
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
	const id = `cus_example${nextNumber(customers)}`;
	const customer: Customer = { id, heroId: String(410 + customers.size), ...details };
	customers.set(id, customer);
	return customer;
}

/** Stripe takes nothing else for an email address. */
const EMAIL = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/;

/** A patient as a customer, with a card. */
export const customerDetailsOf = ({ id, first_name, last_name, email, mobile }: Patient) => ({
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
		stripeId: `in_example${nextNumber(invoices)}`,
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
export const findInvoice = ({ invoices }: Practice, id: string): Invoice | undefined =>
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

const nextNumber = ({ size }: Map<string, unknown>) => String(size + 1).padStart(2, '0');

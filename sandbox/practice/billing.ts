import { badRequest, orNotFound } from '../lib/httpError';
import type { Customer, Invoice, InvoiceItem, Patient, Practice } from './model';
import { requirePatient } from './register';

/** Gives every twenty-fifth patient a default customer, and the first customer an invoice at Stripe. */
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

/** Creates a customer at Stripe. */
export function addCustomer(
	{ customers }: Practice,
	details: Omit<Customer, 'id' | 'heroId'>,
): Customer {
	const id = `cus_example${nextNumber(customers)}`;
	const customer: Customer = { id, heroId: String(410 + customers.size), ...details };
	customers.set(id, customer);
	return customer;
}

/** The email addresses that Stripe accepts. */
const EMAIL = /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/;

/** Customer details of a patient, with a card. */
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

/** Adds an invoice, which is a draft by default. */
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

/** The patient, appointment and customer of a new invoice. */
export interface InvoiceParties {
	patient_id?: string;
	appointment_id?: string;
	customer_stripe_id?: string;
	set_default_customer?: boolean;
}

/** Creates an invoice. Throws an HttpError when a named record is unknown, or nobody is charged. */
export function createInvoice(
	practice: Practice,
	parties: InvoiceParties,
	details: Partial<Invoice>,
): Invoice {
	const { patient_id, appointment_id } = chargedPatient(practice, parties);
	const customer_id = payingCustomer(practice, patient_id, parties.customer_stripe_id);
	if (parties.set_default_customer) practice.defaultCustomers.set(patient_id, customer_id);
	return addInvoice(practice, { patient_id, appointment_id, customer_id, ...details });
}

const CHANGEABLE_AFTER_FINALIZING = ['issuer_id', 'memo', 'footer', 'coupons'];

/** The invoice with this id. Throws an HttpError when it is finalized and a field may not change. */
export function changeableInvoice(practice: Practice, id: string, fields: string[]): Invoice {
	const invoice = orNotFound(findInvoice(practice, id));
	const late = fields.find((name) => !CHANGEABLE_AFTER_FINALIZING.includes(name));
	if (invoice.status !== 'draft' && late !== undefined) {
		badRequest('invoice_finalized', 'memo, footer and coupons only', ['body', late]);
	}
	return invoice;
}

/** Links an invoice of Stripe to an appointment, by which Hero knows it from then on. */
export function linkInvoice(practice: Practice, invoice: Invoice, appointmentId: string): void {
	const appointment = practice.appointments.get(appointmentId);
	if (!appointment) badRequest('unknown_id', 'id of an appointment', ['body', 'appointment_id']);
	invoice.appointment_id = appointment.id;
	invoice.patient_id ??= appointment.patient_id;
	invoice.isAtHero = true;
	invoice.updatedAt = practice.now();
}

/** The named patient, or that of the appointment. */
function chargedPatient(practice: Practice, parties: InvoiceParties) {
	const { patient_id, appointment_id } = parties;
	requirePatient(practice, patient_id);
	const appointment = practice.appointments.get(appointment_id ?? '');
	if (appointment_id !== undefined && !appointment) {
		badRequest('unknown_id', 'id of an appointment', ['body', 'appointment_id']);
	}
	const charged = patient_id ?? appointment?.patient_id;
	if (!charged) badRequest('invalid_type', 'string', ['body', 'patient_id']);
	return { patient_id: charged, appointment_id: appointment_id ?? null };
}

/** The named customer, or the default one of the patient, or a new one for the patient. */
function payingCustomer(practice: Practice, patientId: string, customerId?: string): string {
	const { customers, defaultCustomers, patients } = practice;
	const id = customerId ?? defaultCustomers.get(patientId);
	if (id === undefined)
		return addCustomer(practice, customerDetailsOf(orNotFound(patients.get(patientId)))).id;
	if (!customers.has(id)) {
		badRequest('unknown_id', 'id of a customer', ['body', 'customer_stripe_id']);
	}
	return id;
}

/** The invoice with this id of Stripe or of Hero. */
export const findInvoice = ({ invoices }: Practice, id: string): Invoice | undefined =>
	invoices.get(id) ??
	[...invoices.values()].find(({ heroId, isAtHero }) => isAtHero && heroId === id);

/** The sum of the items, and the amount due after coupons; in pence. */
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

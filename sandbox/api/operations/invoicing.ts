import {
	addCustomer,
	amountsOf,
	changeableInvoice,
	createInvoice,
	linkInvoice,
	type InvoiceParties,
} from '../../practice/billing';
import { coupons } from '../../practice/catalogue';
import { orNotFound, badRequest } from '../../lib/httpError';
import { readDate, toIso } from '../../lib/time';
import { requirePatient } from '../../practice/register';
import { list, requireKnown, requiredString, type Operations } from './operation';
import type { Customer, Invoice, InvoiceItem, PaymentSource, Practice } from '../../practice/model';

interface CustomerCreate {
	name: string;
	email?: string;
	phone?: string;
	sources?: PaymentSource[];
}

/** The content of an invoice, and whether it is finalized. */
interface InvoiceDetails {
	issuer_id: string;
	practitioner_id?: string;
	service_date?: string;
	due_date?: string;
	memo?: string;
	footer?: string;
	mode?: 'draft' | 'finalize';
	collection_method?: 'request_payment' | 'charge_automatically';
	coupons?: Array<{ id: string }>;
	invoice_items_attributes?: InvoiceItem[];
}

type InvoiceCreate = InvoiceDetails & InvoiceParties;

/** The largest amount that Stripe accepts, in pence. */
const LARGEST_AMOUNT = 99_999_999;

/** Operations of customers, invoices and coupons. */
export const invoicingOperations: Operations = {
	listCoupons: () => list(coupons),

	// The searched fields are a guess.
	listCustomers: ({ customers }, { query }) => {
		const text = String(query.query).toLowerCase();
		if (!text) badRequest('too_small', '1 or more characters', ['query', 'query']);
		const matching = [...customers.values()].filter(({ name, email, phone }) =>
			[name, email, phone].some((value) => value?.toLowerCase().includes(text)),
		);
		return list(matching.map(customerToApi));
	},

	createCustomer: (practice, { body }) => {
		const { name, email, phone, sources = [] } = body as unknown as CustomerCreate;
		return customerToApi(addCustomer(practice, { name, email, phone, sources }));
	},

	// The 404 without a default customer is a guess.
	getDefaultCustomer: (practice, { query }) => {
		const path = ['query', 'patient_id'];
		if (query.patient_id === undefined) badRequest('invalid_type', 'string', path);
		requirePatient(practice, query.patient_id, path);
		const id = orNotFound(practice.defaultCustomers.get(String(query.patient_id)));
		return customerToApi(orNotFound(practice.customers.get(id)));
	},

	createInvoice: (practice, call) => {
		const body = call.body as unknown as InvoiceCreate;
		const details = readDetails(practice, body);
		return invoiceToApi(practice, createInvoice(practice, body, details));
	},

	// The response is a guess, and so is that both ids identify the invoice.
	updateInvoice: (practice, { params, body }) => {
		const invoice = changeableInvoice(practice, params.id, Object.keys(body));
		const details = readDetails(practice, body as unknown as InvoiceDetails);
		Object.assign(invoice, details, { updatedAt: practice.now() });
		return invoiceToApi(practice, invoice);
	},

	linkInvoice: (practice, { body }) => {
		const stripeId = requiredString(body, 'stripe_invoice_id');
		const invoice = practice.invoices.get(stripeId);
		if (!invoice) badRequest('unknown_id', 'id of an invoice', ['body', 'stripe_invoice_id']);
		requireKnown(practice.admins, requiredString(body, 'issuer_id'), ['body', 'issuer_id']);
		linkInvoice(practice, invoice, requiredString(body, 'appointment_id'));
		return invoiceToApi(practice, invoice);
	},
};

const customerToApi = ({ id, name, email, phone, sources }: Customer) => ({
	...{ id, name, email, phone, sources },
});

const invoiceToApi = ({ customers }: Practice, invoice: Invoice) => ({
	id: invoice.isAtHero ? invoice.heroId : null,
	stripe_id: invoice.stripeId,
	status: invoice.status,
	...amountsOf(invoice),
	customer_id: orNotFound(customers.get(invoice.customer_id)).heroId,
	patient_record_id: invoice.patient_id,
	appointment_id: invoice.appointment_id,
	created_at: toIso(invoice.createdAt),
	updated_at: toIso(invoice.updatedAt),
	// The fields below are a guess.
	memo: invoice.memo,
	footer: invoice.footer,
	service_date: invoice.service_date,
	due_date: invoice.due_date,
	coupons: invoice.coupons,
});

/** The fields of an invoice that the body sets. Throws an HttpError when one is invalid. */
function readDetails(practice: Practice, body: InvoiceDetails): Partial<Invoice> {
	requireKnown(practice.admins, body.issuer_id, ['body', 'issuer_id']);
	requireKnown(practice.practitioners, body.practitioner_id, ['body', 'practitioner_id']);
	const { service_date, due_date, memo, footer, invoice_items_attributes: items } = body;
	if (service_date !== undefined) readDate(service_date, ['body', 'service_date']);
	if (due_date !== undefined) readDate(due_date, ['body', 'due_date']);
	const isCharged = body.collection_method === 'charge_automatically';
	const details: Partial<Invoice> = {
		...{ service_date, due_date, memo, footer },
		items: items?.map(readItem),
		coupons: body.coupons?.map(readCoupon),
		status: body.mode === 'finalize' ? (isCharged ? 'paid' : 'open') : undefined,
	};
	return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}

function readItem(item: InvoiceItem, index: number): InvoiceItem {
	const path = ['body', 'invoice_items_attributes', String(index)];
	if (item.quantity < 1) badRequest('too_small', '1 or more', [...path, 'quantity']);
	const { subtotal } = amountsOf({ items: [item], coupons: [] });
	if (Math.abs(subtotal) > LARGEST_AMOUNT) badRequest('too_big', `${LARGEST_AMOUNT} or less`, path);
	return item;
}

function readCoupon({ id }: { id: string }, index: number) {
	const coupon = coupons.find((one) => one.id === id);
	return (
		coupon ?? badRequest('unknown_id', 'id of a coupon', ['body', 'coupons', String(index), 'id'])
	);
}

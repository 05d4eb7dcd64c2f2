import type { Coupon } from '../catalogue';

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

/** A customer at Stripe, who pays invoices and has a number at Hero too. */
export interface Customer {
	id: string;
	heroId: string;
	name: string;
	email?: string;
	phone?: string;
	sources: PaymentSource[];
}

/** One line of an invoice. The price of a unit is in pence, or in pounds where the name says so. */
export interface InvoiceItem {
	description?: string;
	quantity: number;
	unit_amount?: number;
	unit_amount_in_pounds?: number;
}

/** An invoice at Stripe. */
export interface Invoice {
	stripeId: string;
	heroId: string;
	/** False while the invoice exists at Stripe only. */
	isAtHero: boolean;
	status: 'draft' | 'open' | 'paid';
	patient_id: string | null;
	appointment_id: string | null;
	customer_id: string;
	items: InvoiceItem[];
	coupons: Coupon[];
	memo?: string;
	footer?: string;
	/** Both dates are YYYY-MM-DD. */
	service_date?: string;
	due_date?: string;
	createdAt: number;
	updatedAt: number;
}

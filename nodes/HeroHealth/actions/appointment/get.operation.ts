import { appointmentLocator } from '../../form/locators';
import type { Operation } from '../../form/operation';
import { cancelledHint, cancelledNotice, includeStatus, statusEnrichment } from './includeStatus';
import { appointmentSummary } from './summary';

export const get: Operation = {
	id: 'getAppointment',
	name: 'Get',
	value: 'get',
	action: 'Get an appointment',
	description:
		'Get a hold or a booking. A booking has "booking_confirmed_at". A hold expires at "reserved_until".',
	notice: cancelledNotice('Options'),
	method: 'GET',
	path: '/v1/appointments/{id}',
	pathFields: { id: appointmentLocator },
	query: { include_status: includeStatus },
	enrich: statusEnrichment,
	simplify: appointmentSummary,
	hint: cancelledHint('Options'),
};

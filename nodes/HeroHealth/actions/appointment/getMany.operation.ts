import type { Operation } from '../../form/operation';
import { startFields, startFilter, requireStartOrder } from './startFilter';
import { cancelledHint, cancelledNotice, includeStatus, statusEnrichment } from './includeStatus';
import { appointmentSummary } from './summary';

export const getMany: Operation = {
	id: 'listAppointments',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many appointments',
	description: 'List the appointments of the practice group',
	method: 'GET',
	path: '/v1/appointments',
	undocumented: ['method', 'path', 'query'],
	query: { include_status: includeStatus, ...startFields },
	list: 'paged',
	rowFilter: startFilter,
	enrich: statusEnrichment,
	notice: cancelledNotice('Filters'),
	hint: cancelledHint('Filters'),
	simplify: appointmentSummary,
	prepare: requireStartOrder,
};

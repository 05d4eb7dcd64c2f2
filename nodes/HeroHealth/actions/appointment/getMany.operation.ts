import type { Operation } from '../../form/operation';
import { requireStartOrder, startFields, startFilter } from './startFilter';
import { cancelledHint, cancelledNotice, includeStatus, statusEnrichment } from './includeStatus';
import { appointmentSummary } from './summary';

export const getMany: Operation = {
	id: 'listAppointments',
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many appointments',
	description: 'List the appointments of the practice group',
	notice: cancelledNotice('Filters'),
	method: 'GET',
	path: '/v1/appointments',
	undocumented: ['method', 'path', 'query'],
	query: { include_status: includeStatus, ...startFields },
	list: 'paged',
	rowFilter: startFilter,
	enrich: statusEnrichment,
	simplify: appointmentSummary,
	prepare: requireStartOrder,
	hint: cancelledHint('Filters'),
};

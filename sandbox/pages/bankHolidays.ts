import type { FastifyInstance } from 'fastify';
import { bankHolidays } from '../practice/bankHolidays';

/** The list of bank holidays at `/bank-holidays.json`, which workflows can read as they read that of gov.uk. */
export async function bankHolidayList(server: FastifyInstance): Promise<void> {
	const division = 'england-and-wales';
	server.get('/bank-holidays.json', async () => ({
		[division]: { division, events: bankHolidays },
	}));
}

import { countDown } from './appointments.js';
import { byId, fillSelect, formById, selectById, selectOf } from './dom.js';
import { dayInWords, hourAndMinute, practiceTime, toTheSecond } from './times.js';

/**
 * Shows the properties of the practice that never change.
 *
 * @type {import('./rows.d.ts').Part<import('./rows.d.ts').PracticeRow>}
 */
export const practice = {
	update({ changed }) {
		for (const { url, apiKey, groups, forms, events } of changed) {
			const [{ name }] = groups;
			document.title = `${name} – sandbox`;
			byId('practice-name').textContent = name;
			byId('phone-sender').textContent = name;
			byId('base-url').textContent = url;
			byId('api-key').textContent = apiKey;
			byId('groups').textContent = groups.map(({ id }) => id).join(' and ');
			fillSelect(
				selectOf(formById('submit-form'), 'form'),
				forms.map(({ id, title }) => [id, title]),
			);
			fillSelect(
				selectById('group'),
				groups.map((group) => [group.id, group.name]),
			);
			fillSelect(
				selectById('event'),
				events.map((event) => [event, event]),
			);
		}
	},
};

/**
 * Shows the time of the practice, which may run faster than the computer's.
 *
 * @type {import('./rows.d.ts').Part<import('./rows.d.ts').ClockRow>}
 */
export const clock = {
	update({ changed }) {
		for (const { now } of changed) {
			byId('clock').textContent = `${dayInWords(now)}, ${toTheSecond(now)}`;
			byId('phone-clock').textContent = hourAndMinute(now);
			practiceTime.now = now;
		}
		countDown();
	},
};

/**
 * Shows the next bank holiday.
 *
 * @type {import('./rows.d.ts').Part<import('./rows.d.ts').BankHolidayRow>}
 */
export const bankHolidays = {
	update({ changed, gone }, isSnapshot) {
		if (gone.length > 0 || isSnapshot) byId('bank-holiday').textContent = '';
		for (const { id, title } of changed) {
			byId('bank-holiday').textContent =
				`Next bank holiday: ${title}, ${dayInWords(Date.parse(id))}`;
		}
	},
};

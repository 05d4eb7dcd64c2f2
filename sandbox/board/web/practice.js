import { countDown } from './appointments.js';
import { byId, fillSelect } from './dom.js';
import { dayInWords, hourAndMinute, practiceTime, toTheSecond } from './times.js';

/** What a practice is and has, which never changes. */
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
			const titles = forms.map(({ id, title }) => [id, title]);
			fillSelect(byId('submit-form').elements.form, titles);
			fillSelect(
				byId('group'),
				groups.map((group) => [group.id, group.name]),
			);
			fillSelect(
				byId('event'),
				events.map((event) => [event, event]),
			);
		}
	},
};

/** The time of the practice, which may run faster than ours. */
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

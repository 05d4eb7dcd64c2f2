import type { Operation } from '../../form/operation';
import { accessAreas } from './checkAccess.areas';

export const checkAccess: Operation = {
	id: 'checkAccess',
	name: 'Check Access',
	value: 'checkAccess',
	action: 'Check the access of a key to a practice group',
	description:
		'Show which areas of Hero the API key may use, such as messaging and booking. Each area is one item: allowed, refused or not clear.',
	notice:
		'This sends one read to each area, and opens no patient record. Hero does not publish which call needs which scope, so what belongs to an area is a guess. A read that is allowed does not show that writing is allowed too.',
	method: 'GET',
	// The reads of the areas replace this call.
	path: '/',
	isNeverDefault: true,
	oncePerRun: true,
	accessAreas,
};

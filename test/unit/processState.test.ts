import { processState, resetProcessState } from '../../nodes/HeroHealth/transport/processState';

test('all readers share one state until it is reset', () => {
	const state = processState(() => new Set<string>());
	state().add('first run');
	expect(state()).toEqual(new Set(['first run']));
	resetProcessState();
	expect(state()).toEqual(new Set());
	expect(state()).toBe(state());
});

test('each declaration has a state of its own', () => {
	const one = processState(() => new Set<string>());
	const other = processState(() => new Set<string>());
	expect(one()).not.toBe(other());
});

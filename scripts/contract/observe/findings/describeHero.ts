import type { Contract } from '../../../../api';
import type { CallPair } from '../../comparison/compareCalls';
import type { Finding } from '../../comparison/finding';
import type { UnreadablePart } from '../../description/describedApi';
import { schemaFields } from '../../description/schemaFields';
import type { Answer } from '../answer';
import type { ErrorAnswer } from '../reads/errorAnswers';
import { distinctNoPath } from '../reads/noPath';
import type { Reading } from '../reads/reading';
import type { NameContext } from './describeReading';
import { describeForm, describeReading, samplesOf } from './describeReading';
import { describeErrors } from './errorRemarks';
import { headerRemarks } from './headerRemarks';
import type { MomentZones } from './momentRemarks';
import { addMoments, momentRemarks } from './momentRemarks';
import { pageRemarks } from './pageRemarks';
import { openQuestionsOf } from './settles';

/** All responses of Hero. */
export interface HeroAnswers {
	readings: Reading[];
	errors: ErrorAnswer[];
	answers: Answer[];
	remarks: string[];
}

/** What an observation found. */
export interface Observation {
	findings: Finding[];
	pairs: CallPair[];
	unreadable: UnreadablePart[];
	remarks: string[];
	/** The names that are not shown, each with its call. For the terminal of the person alone. */
	hidden: string[];
}

/** Compares all responses with the contract, by their form alone. */
export function describeHero(
	{ readings, errors, answers, remarks }: HeroAnswers,
	contract: Contract,
	names: NameContext,
): Observation {
	const noPath = distinctNoPath(errors);
	const results = readings.map((reading) => ({
		call: `${reading.read.call.method} ${reading.read.call.path}`,
		...describeReading(reading, names, noPath),
	}));
	const described = describeErrors(errors, errorFields(contract), names);
	return {
		findings: [...results.flatMap(({ findings }) => findings), ...described.findings],
		pairs: results.flatMap(({ pairs }) => pairs),
		unreadable: results.flatMap(({ unreadable }) => unreadable),
		remarks: [
			...pageRemarks(readings, openQuestionsOf(contract)),
			...momentRemarks(momentZones(readings, names)),
			...described.remarks,
			...unfilteredRemarks(readings),
			...headerRemarks(answers, names.seenTexts),
			...remarks,
		],
		hidden: results.flatMap(({ call, hidden }) => hidden.map((name) => `${call}: ${name}`)),
	};
}

const errorFields = (contract: Contract) =>
	schemaFields(
		{ document: contract, unreadable: [] },
		{ $ref: '#/components/schemas/Error400' },
		'Error400',
	);

function momentZones(readings: Reading[], names: NameContext): MomentZones {
	const zones: MomentZones = new Map();
	for (const reading of readings) {
		const { operationId, response } = reading.read.call;
		const samples = samplesOf(reading);
		const { isFieldName } = describeForm(samples, response, names);
		addMoments(zones, operationId ?? reading.read.call.path, samples, response, isFieldName);
	}
	return zones;
}

const unfilteredRemarks = (readings: Reading[]): string[] =>
	readings.flatMap(({ read, unfiltered }) =>
		unfiltered
			? [`GET ${read.call.path} without a filter is answered with ${unfiltered.status}.`]
			: [],
	);

import { seededRandom } from '../lib/random';
import { simulatedFailures } from './simulatedFailures';

/** A person on the NHS Spine. All of them are synthetic. */
export interface Person {
	nhs_number: string | null;
	dob: string;
	title: string | null;
	first_name: string;
	last_name: string;
	sex: string | null;
	email: string | null;
	mobile: string | null;
	line_1: string | null;
	line_2: string | null;
	line_3: string | null;
	town: string | null;
	county: string | null;
	postcode: string | null;
	country: string | null;
	ehr_partner_id: string | null;
}

const FIRST_NAMES = [
	...['Ash', 'Avery', 'Bobbie', 'Casey', 'Charlie', 'Drew', 'Eden', 'Frankie', 'Harper', 'Indigo'],
	...['Jamie', 'Jude', 'Kit', 'Lee', 'Morgan', 'Noor', 'Pat', 'Quinn', 'Remi', 'Robin', 'Rowan'],
	...['Sasha', 'Toni', 'Val', 'Wren'],
];

const LAST_NAMES = [
	...['Demoworth', 'Dummyfield', 'Exampleby', 'Fauxley', 'Fictonwood', 'Imaginer', 'Madeupham'],
	...['Mockridge', 'Nobodyson', 'Notreal', 'Placeholder', 'Pretendley', 'Sampleton', 'Sandboxer'],
	...['Specimen', 'Testcase', 'Testington', 'Tryoutham', 'Unrealby', 'Whatshisname'],
];

/** True for ten digits of which the last is the correct check digit (modulus 11). */
export const isNhsNumber = (text: string) =>
	/^\d{10}$/.test(text) && withCheckDigit(text.slice(0, 9)) === text;

/** NHS numbers are often written in groups of three, three and four digits. */
export const withoutSpaces = (text: string) => text.replace(/\s/g, '');

/** The same people for the same seed; the first two are always Sam Testpatient and Alex Example. */
export function createPeople(count: number, seed: number): Person[] {
	const random = seededRandom(seed);
	return nhsNumbers(count).map((nhs_number, index) => ({
		...randomPerson(index, random),
		...(index === 0 ? SAM : index === 1 ? ALEX : {}),
		nhs_number,
	}));
}

const SAM = {
	dob: '1990-12-31',
	title: 'Ms',
	first_name: 'Sam',
	last_name: 'Testpatient',
	sex: 'Female',
	email: 'sam.testpatient@example.com',
	mobile: '07700 900123',
	line_1: '1 Example Street',
	town: 'Leeds',
	county: 'West Yorkshire',
	postcode: 'LS1 4AP',
};

const ALEX = {
	dob: '1985-07-14',
	title: 'Mx',
	first_name: 'Alex',
	last_name: 'Example',
	sex: 'Not specified',
	email: 'alex.example@example.com',
	mobile: '07700 900124',
};

function randomPerson(index: number, random: () => number): Person {
	const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
	const pick = (values: string[]) => values[between(0, values.length - 1)];
	const twoDigits = (value: number) => String(value).padStart(2, '0');

	const first_name = pick(FIRST_NAMES);
	const last_name = pick(LAST_NAMES);
	return {
		nhs_number: null,
		dob: `${between(1935, 2015)}-${twoDigits(between(1, 12))}-${twoDigits(between(1, 28))}`,
		title: pick(['Mr', 'Ms', 'Mrs', 'Mx', 'Dr']),
		first_name,
		last_name,
		sex: pick(['Female', 'Male']),
		// A few people have no mobile or no email, as in every practice.
		email:
			index % 20 === 13 ? null : `${first_name}.${last_name}.${index}@example.com`.toLowerCase(),
		mobile: index % 20 === 7 ? null : mobileOf(index),
		line_1: `${between(1, 99)} ${pick(['Sample Street', 'Example Road', 'Test Lane', 'Demo Way'])}`,
		line_2: null,
		line_3: null,
		town: pick(['Exampleton', 'Sampleford', 'Testbridge']),
		county: null,
		// There is no postcode area ZZ.
		postcode: `ZZ${between(1, 20)} ${between(1, 9)}AA`,
		country: 'United Kingdom',
		ehr_partner_id: String(20451 + index),
	};
}

/** The number of a person. Those that simulate failures are left out, and have 990 added. */
function mobileOf(index: number): string {
	const ending = index % 1000;
	const mobile = (number: number) => `07700 900${String(number).padStart(3, '0')}`;
	return simulatedFailures.some(({ contact }) => contact === mobile(ending))
		? mobile(ending + 990)
		: mobile(ending);
}

/** NHS numbers of the range 999, which is reserved for tests and never issued. */
function nhsNumbers(count: number): string[] {
	const numbers: string[] = [];
	for (let person = 1; numbers.length < count; person++) {
		const number = withCheckDigit(String(999_000_000 + person));
		if (number) numbers.push(number);
	}
	return numbers;
}

/** Nine digits with their check digit, or undefined where there is none. */
function withCheckDigit(digits: string): string | undefined {
	const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0);
	const check = (11 - (sum % 11)) % 11;
	return check === 10 ? undefined : `${digits}${check}`;
}

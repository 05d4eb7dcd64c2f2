/** Which tool settles an open question of the contract. */

/** `compare` reads Hero's OpenAPI file, `probe` asks the mock server, `observe` asks staging. */
export type Tool = 'compare' | 'probe' | 'observe';

/** Questions that begin so are about what Hero does, which no file and no mock server shows. */
const behaviour = [
	'Answer inside',
	'Answer to a call',
	'Answer when x-practice-group-id',
	'Answer when the',
	'Answer without',
	'Allowed age',
	'Encoding',
	'Fields searched',
	'Form of',
	'Hero id or Stripe id',
	'How long',
	'Length',
	'Limit',
	'Meaning',
	'Numbers and time window',
	'Scope',
	'Unit',
	'What a sequence',
	'Where ',
	'Whether 401 or 403',
	'Whether a partner key',
	'Whether an invalid code',
	'Whether assignees',
	'Whether count',
	'Whether ehr_partner is still',
	'Whether form-submission',
	'Whether id ',
	'Whether it can be subscribed',
	'Whether recipients',
	'Whether the headers',
	'Whether the states',
	'Which patient',
	'Which states',
];

/** A file may state these, and only a real answer shows whether it is so. */
const statedOrSeen = /page index|page size|size limit|success forms|sent together/i;

/** The mock server names what a request lacks, and tells a call that exists from one that does not. */
const askable = /required|^method|path$|is enough|is missing|still has it|error answers/i;

/** What is required of an answer is nothing that a request can lack. */
const onAnswer = /nullability|of the answer|inferred from creating/i;

/** Returns the tools that settle a question, the quickest first. */
export function toolsFor(question: string): Tool[] {
	if (behaviour.some((beginning) => question.startsWith(beginning))) return ['observe'];
	if (statedOrSeen.test(question)) return ['compare', 'observe'];
	const isAskable = askable.test(question) && !onAnswer.test(question);
	return isAskable ? ['compare', 'probe'] : ['compare'];
}

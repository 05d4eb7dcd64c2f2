const words = `
	a about above access accepted account active admin after again all allowed already also an and another any api
	appointment appointments archived are as at attachment attachments available batch be because been before below
	between blank body booked booking bookings both but by call can cancel canceled cancelled cannot channel character
	characters check clinic clinician closed conflict confirmed contact content could coupon credit date day days deceased
	deleted deny denied did digits disabled do does done due duplicate duration during each ehr email empty enabled end
	ended episode error exceed exceeded exist exists expected expired failed field fields file finalized for form format
	forms found free from full future get given got gp greater group had has have header held hero hold id ids if in
	inactive incomplete incorrect int integer internal into invalid invoice is it its json key last least left length less
	letters limit limited link links list location locked long longer made match matches maximum may medical message
	messages minimum missing mobile more most must name names need needed needs network nhs no none nor not nothing null
	number numbers object of off on once one only open or order organisation other out outside over overlaps own page
	parameter parameters past patient patients pay payment pds permission phone please possible postcode practice
	practitioner processed provided query range rate reached read received recipient recipients record registered rejected
	required request requests reschedule rescheduled reserved resource restricted right role rule scope second sent server
	service should size slot slots sms snomed some start started state status still string subject such surgery system
	taken task template text than that the their them then there these they this those time title to today too try twice
	two type types unable unauthorized unavailable uncertain undefined under unique unknown unsupported until update updated
	url use used user valid value values version video was webhook webhooks were when which while will with within without
	write written wrong yet you your
`;

/**
 * Allowlist of redaction: the English of error messages and the nouns of Hero's documentation, which say
 * nothing about a patient. They stay, in capitals too, unless they were sent as a value.
 */
export const allowedWords: ReadonlySet<string> = new Set(words.trim().split(/\s+/));

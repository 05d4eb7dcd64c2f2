/** A bank holiday in the form of https://www.gov.uk/bank-holidays.json. */
export interface BankHoliday {
	title: string;
	/** YYYY-MM-DD. */
	date: string;
	notes: string;
	/** True when flags are flown. */
	bunting: boolean;
}

const SUBSTITUTE = 'Substitute day';

const holiday = (date: string, title: string, notes = ''): BankHoliday => ({
	...{ title, date, notes },
	bunting: title !== 'Good Friday',
});

/** The bank holidays of England and Wales from 2026 to 2028. One that is proclaimed later is missing. */
export const bankHolidays: BankHoliday[] = [
	holiday('2026-01-01', 'New Year’s Day'),
	holiday('2026-04-03', 'Good Friday'),
	holiday('2026-04-06', 'Easter Monday'),
	holiday('2026-05-04', 'Early May bank holiday'),
	holiday('2026-05-25', 'Spring bank holiday'),
	holiday('2026-08-31', 'Summer bank holiday'),
	holiday('2026-12-25', 'Christmas Day'),
	holiday('2026-12-28', 'Boxing Day', SUBSTITUTE),
	holiday('2027-01-01', 'New Year’s Day'),
	holiday('2027-03-26', 'Good Friday'),
	holiday('2027-03-29', 'Easter Monday'),
	holiday('2027-05-03', 'Early May bank holiday'),
	holiday('2027-05-31', 'Spring bank holiday'),
	holiday('2027-08-30', 'Summer bank holiday'),
	holiday('2027-12-27', 'Christmas Day', SUBSTITUTE),
	holiday('2027-12-28', 'Boxing Day', SUBSTITUTE),
	holiday('2028-01-03', 'New Year’s Day', SUBSTITUTE),
	holiday('2028-04-14', 'Good Friday'),
	holiday('2028-04-17', 'Easter Monday'),
	holiday('2028-05-01', 'Early May bank holiday'),
	holiday('2028-05-29', 'Spring bank holiday'),
	holiday('2028-08-28', 'Summer bank holiday'),
	holiday('2028-12-25', 'Christmas Day'),
	holiday('2028-12-26', 'Boxing Day'),
];

/** The next bank holiday, today included; undefined after the last one that is known. */
export const nextBankHoliday = (today: string): BankHoliday | undefined =>
	bankHolidays.find(({ date }) => date >= today);

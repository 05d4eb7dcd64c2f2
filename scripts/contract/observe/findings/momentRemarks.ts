import type { FieldSet } from '../../description/describedApi';
import { hiddenName } from '../../description/describeSample';
import { isObject } from '../../description/schemaContext';

/** How a moment tells its time zone. */
type Zone = 'Z' | 'an offset' | 'no time zone';

/** The fields with moments by how they tell their time zone, each named by call and place. */
export type MomentZones = Map<Zone, Set<string>>;

const moment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

const zoneOf = (text: string): Zone | undefined => {
	const found = moment.exec(text);
	if (!found) return undefined;
	return found[1] === undefined ? 'no time zone' : found[1] === 'Z' ? 'Z' : 'an offset';
};

/** Adds the moments in the samples of one call. A name that is not shown in the report is not shown here. */
export function addMoments(
	zones: MomentZones,
	call: string,
	samples: unknown[],
	known: FieldSet | undefined,
	isFieldName: (key: string) => boolean,
): void {
	const walk = (value: unknown, place: string): void => {
		const zone = typeof value === 'string' ? zoneOf(value) : undefined;
		if (zone) zones.set(zone, (zones.get(zone) ?? new Set()).add(`${call} ${place}`.trim()));
		if (Array.isArray(value)) value.forEach((one) => walk(one, `${place}[]`));
		if (!isObject(value)) return;
		for (const [key, member] of Object.entries(value)) {
			const inside = place ? `${place}.${key}` : key;
			const isShown = known?.fields.has(inside) || isFieldName(key);
			walk(member, isShown ? inside : inside.slice(0, -key.length) + hiddenName);
		}
	};
	samples.forEach((sample) => walk(sample, ''));
}

/** A sentence for each kind of moment. The contract says UTC, so fields that are otherwise are named. */
export function momentRemarks(zones: MomentZones): string[] {
	const others: Zone[] = ['an offset', 'no time zone'];
	const utc = zones.get('Z')?.size ?? 0;
	return [
		...(utc > 0 ? [`Moments end in Z (UTC) in ${fieldsText(utc)}.`] : []),
		...others.flatMap((zone) => {
			const fields = [...(zones.get(zone) ?? [])];
			if (fields.length === 0) return [];
			return [
				`Moments have ${zone} in ${fieldsText(fields.length)}: ${fields.join(', ')}. The contract says UTC (x-conventions.times).`,
			];
		}),
	];
}

const fieldsText = (count: number): string => (count === 1 ? '1 field' : `${count} fields`);

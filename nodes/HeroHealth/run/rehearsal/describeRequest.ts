import type { IDataObject } from 'n8n-workflow';

import { placedFields } from '../../form/layout';
import type { Operation } from '../../form/operation';
import { fillPath } from '../../transport/httpOptions';
import type { HeroRequest } from '../../transport/request';
import { isSecret } from '../output';

/** In characters. A longer text is the content of a file. */
const maxTextLength = 5000;

/** The request of a rehearsed item, for a person to read. It has no key, no password and no content of a file. */
export interface RequestBlock extends IDataObject {
	method: string;
	path: string;
}

/** Describes a request under Hero's names. Throws a UserError for a path that cannot be filled. */
export function describeRequest(operation: Operation, request: HeroRequest): RequestBlock {
	const { method, query = {}, body, headers, practiceGroupId } = request;
	const hide = hider(operation);
	return {
		method,
		path: fillPath(request),
		...(Object.keys(query).length > 0 ? { query: hide(query) } : {}),
		...(headers && Object.keys(headers).length > 0 ? { headers: hide(headers) } : {}),
		...(practiceGroupId ? { practice_group_id: practiceGroupId } : {}),
		...(body ? { body: hide(body) } : {}),
	};
}

/** Names of fields and headers that hold a secret or a file, beside those that the output never shows. */
const hiddenName = /^(file_data|(proxy-)?authorization|(set-)?cookie)$/i;

/** A file as a data URL. */
const dataUrl = /^data:[^,]*;base64,/i;

/** Returns a function that hides secrets and the content of files at any depth. */
function hider(operation: Operation): (part: IDataObject) => IDataObject {
	const passwords = placedFields(operation)
		.filter(({ field }) => field.property.typeOptions?.password)
		.map(({ wireName }) => wireName);
	const hide = (value: unknown, name = ''): unknown => {
		if (passwords.includes(name) || isSecret(name) || hiddenName.test(name)) return '(hidden)';
		if (typeof value === 'string' && (value.length > maxTextLength || dataUrl.test(value))) {
			return `(${value.length} characters)`;
		}
		if (Array.isArray(value)) return value.map((part) => hide(part));
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, hide(part, key)]));
	};
	return (part) => hide(part) as IDataObject;
}

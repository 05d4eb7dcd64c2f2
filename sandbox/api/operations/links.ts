import { addLink, findLink, linkStatus } from '../../practice/links';
import { badRequest } from '../../lib/httpError';
import { readTime, toIso } from '../../lib/time';
import { requirePatient } from '../../practice/register';
import { positiveNumber, requireKnown, requiredString, type Operations } from './operation';
import { sortBy, parseSortKeys } from './sorting';
import { paginateAs } from './pages';
import type { Link, Practice } from '../../practice/model';

interface AttachmentLinkCreate {
	ehr_file_id?: string;
	file_data?: string;
	file_name?: string;
	patient_id?: string;
}

interface VideoLinkCreate {
	link_name?: string;
	patient_id?: string;
	expiry_date?: string;
}

/** Operations of form, attachment and video links, and of all short links. */
export const linkOperations: Operations = {
	// Body and response are a guess, modeled on the other links.
	createFormLink: (practice, { body }) => {
		const form_id = requiredString(body, 'form_id');
		requireKnown(practice.forms, form_id, ['body', 'form_id']);
		const link = addLink(practice, {
			type: 'form',
			form_id,
			...readLinkDetails(practice, body),
		});
		return { id: link.id, form_link: link.url, short_link_id: link.id };
	},

	createAttachmentLink: (practice, call) => {
		const link = addLink(practice, {
			type: 'attachment',
			...readLinkDetails(practice, call.body),
			file: readFile(practice, call.body),
		});
		const attachment_uuid = `b3b1c1de-0000-4000-8000-${link.id.padStart(12, '0')}`;
		return { attachment_link: link.url, attachment_uuid };
	},

	createVideoLink: (practice, call) => {
		const body = call.body as unknown as VideoLinkCreate;
		requirePatient(practice, body.patient_id);
		const link = addLink(practice, {
			type: 'video',
			name: body.link_name,
			patient_id: body.patient_id,
			expiry: readExpiry(body.expiry_date),
		});
		return {
			video_link: link.url,
			short_link_id: link.id,
			main_room_url: `${practice.url}/s/room-${link.id}`,
		};
	},

	getLinkStatus: (practice, { query }) => {
		const { links, now } = practice;
		const { id, url } = query;
		if (!id && !url) badRequest('invalid_type', 'url or id of a link', ['query']);
		const link = id ? links.get(String(id)) : findLink(practice, String(url));
		if (!link || (url && link.url !== url))
			badRequest('unknown_link', 'url or id of a link', ['query']);
		const { type, patient_id } = link;
		return { status: linkStatus(link, now()), type, reference: patient_id ? [{ patient_id }] : [] };
	},

	// The format of a link is a guess, and so are the types and statuses to filter by.
	listShortLinks: ({ links, now }, { query }) => {
		const matching = [...links.values()].filter(
			(link) =>
				(query.type === undefined || query.type === link.type) &&
				(query.status === undefined || query.status === linkStatus(link, now())) &&
				!(query.exclude_patient_specific_links && link.patient_id),
		);
		const sort = parseSortKeys(query, sortKeys, ['order_by', 'order_descending']);
		return paginateAs(sortBy(matching, sort), query, (link) => ({
			id: link.id,
			type: link.type,
			name: link.name,
			short_link: link.url,
			status: linkStatus(link, now()),
			patient_id: link.patient_id,
			created_at: toIso(link.createdAt),
			expiry_date: expiryDate(link),
		}));
	},
};

/** A link without an expiry sorts last. */
const sortKeys = {
	created_at: ({ createdAt }: Link) => createdAt,
	expiry_date: ({ expiry = Infinity }: Link) => expiry,
};

/** The expiry of a link in Hero's format; undefined when it never expires. */
export const expiryDate = ({ expiry }: Link) => (expiry === undefined ? undefined : toIso(expiry));

/** The file of an attachment link: one of the health record, or one in the request. */
function readFile({ attachments }: Practice, body: AttachmentLinkCreate): Link['file'] {
	const { ehr_file_id, file_data, file_name = 'attachment', patient_id } = body;
	if (ehr_file_id === undefined) {
		if (!file_data) badRequest('invalid_type', 'string', ['body', 'file_data']);
		return { name: file_name, data: file_data };
	}
	const attachment = attachments.get(ehr_file_id);
	if (!attachment || (patient_id !== undefined && attachment.patient_id !== patient_id)) {
		badRequest('unknown_id', 'id of an attachment of the patient', ['body', 'ehr_file_id']);
	}
	return { name: body.file_name ?? attachment.file_name, ehr_file_id };
}

/**
 * The patient, the expiry and the maximum number of uses of a new link. Throws an HttpError when the
 * request has an unknown patient or an invalid value.
 */
export function readLinkDetails(
	practice: Practice,
	body: Record<string, unknown>,
): Pick<Link, 'patient_id' | 'expiry' | 'maximum_uses'> {
	requirePatient(practice, body.patient_id);
	return {
		patient_id: body.patient_id as string | undefined,
		expiry: readExpiry(body.expiry_date),
		maximum_uses: positiveNumber(body, 'maximum_use_count'),
	};
}

/** The expiry in milliseconds: a link that expires on a date is valid to the end of that day. */
const readExpiry = (date: unknown) =>
	date === undefined ? undefined : readTime(date, ['body', 'expiry_date'], 'end');

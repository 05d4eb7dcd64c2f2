import { html } from '../lib/html';
import { onePagePdf } from '../lib/pdf';
import type { LinkPage, Visit } from './linkPage';

/** A file to download. */
export interface Download {
	name: string;
	content: Buffer;
}

/** The page of an attachment link, which offers the file. */
export const attachmentPage: LinkPage = {
	open: ({ link }) => ({
		title: 'A file for you',
		body: html`
			<p>The practice has sent you a file.</p>
			<p>
				<a class="button" href="${new URL(link.url).pathname}/file">Download ${link.file?.name}</a>
			</p>
		`,
	}),
};

/** The file of a link: the one that was sent, or a placeholder for one of the health record. */
export function fileOf({ link }: Pick<Visit, 'link'>): Download | undefined {
	if (!link.file) return undefined;
	const { name, data } = link.file;
	const content = data === undefined ? onePagePdf(name) : decoded(data);
	return { name, content };
}

/** The encoding of files is undocumented: base64, with or without a data URL, or else plain text. */
function decoded(data: string): Buffer {
	const text = data.replace(/^data:[^,]*,/, '').replace(/\s/g, '');
	const isBase64 = text.length % 4 === 0 && /^[\w+/-]+={0,2}$/.test(text);
	return isBase64 ? Buffer.from(text, 'base64') : Buffer.from(data);
}

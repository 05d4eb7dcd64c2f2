import type { FastifyReply } from 'fastify';
import { pageHeaders } from '../lib/browserSecurity';
import { html, type Markup } from '../lib/html';
import type { Practice } from '../practice/model';

/** A page that somebody is shown. */
export interface Page {
	/** 200 unless told. */
	status?: number;
	title: string;
	body: Markup;
}

/** Sends a page in the dress of the practice. */
export const sendPage = (practice: Practice, reply: FastifyReply, page: Page): FastifyReply =>
	reply
		.code(page.status ?? 200)
		.headers(pageHeaders)
		.type('text/html; charset=utf-8')
		.send(layout(practice, page).text);

const layout = ({ groups }: Practice, { title, body }: Page) =>
	html`<!doctype html>
		<html lang="en-GB">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${title} – ${groups[0].name}</title>
				<link rel="icon" href="/_sandbox/web/icon.svg" />
				<link rel="stylesheet" href="/_sandbox/web/look.css" />
				<link rel="stylesheet" href="/_sandbox/web/patient.css" />
			</head>
			<body>
				<header><p>${groups[0].name}</p></header>
				<main>
					<h1>${title}</h1>
					${body}
				</main>
				<footer><p>This is a sandbox: nobody here is real.</p></footer>
			</body>
		</html>`;

/** A message above a form that could not be taken as it was filled in. */
export const errorMessage = (text: string | undefined) =>
	text && html`<p class="problem" role="alert" id="problem">${text}</p>`;

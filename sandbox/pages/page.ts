import type { FastifyReply } from 'fastify';
import { pageHeaders } from '../lib/browserSecurity';
import { html, type Markup } from '../lib/html';
import type { Practice } from '../practice/model';

/** The content of one HTML page. */
export interface Page {
	/** 200 by default. */
	status?: number;
	title: string;
	body: Markup;
}

/** Sends a page in the layout of the practice. */
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

/** An error message above a form with invalid input. */
export const errorMessage = (text: string | undefined) =>
	text && html`<p class="problem" role="alert" id="problem">${text}</p>`;

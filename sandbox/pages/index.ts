import type { FastifyInstance, FastifyReply } from 'fastify';
import { rejectCrossSite } from '../lib/browserSecurity';
import { isLocked, isUsedUp, findLink, linkStatus, openLink } from '../practice/links';
import { appointmentPage, bookedBy, cancel } from './appointment';
import { attachmentPage, fileOf } from './attachment';
import { bookingPage } from './booking';
import { formPage, thanksPage } from './form';
import { html } from '../lib/html';
import { sendPage, type Page } from './page';
import { verificationPage } from './verification';
import { roomPage, videoPage } from './video';
import type { LinkPage, Redirect } from './linkPage';
import type { Link, Practice } from '../practice/model';

interface AtLink {
	Params: { code: string; id: string };
	Body: unknown;
}

const linkPages: Record<Link['type'], LinkPage> = {
	booking: bookingPage,
	form: formPage,
	attachment: attachmentPage,
	video: videoPage,
	verification: verificationPage,
};

/** A plugin with the pages of the links that patients get. All of them work without scripts. */
export const patientPages =
	(practice: Practice) =>
	async (server: FastifyInstance): Promise<void> => {
		server.addHook('onRequest', rejectCrossSite);
		linkRoutes(server, practice);
		appointmentRoutes(server, practice);
		server.get<AtLink>('/s/:code/thanks', async (_request, reply) =>
			show(practice, reply, thanksPage),
		);
		fileRoute(server, practice);
		server.get<AtLink>('/s/room-:id', async ({ params }, reply) => {
			const link = practice.links.get(params.id);
			return show(practice, reply, link?.type === 'video' ? roomPage(practice, link) : missing);
		});
	};

/** Routes of the page of each link, or of the reason why the link does not work. */
function linkRoutes(server: FastifyInstance, practice: Practice): void {
	const showLink = (
		reply: FastifyReply,
		code: string,
		openPage: (link: Link) => Page | Redirect,
	): FastifyReply => {
		const link = linkOf(practice, code);
		const page = link ? (closedPage(practice, link) ?? openPage(link)) : missing;
		return show(practice, reply, page);
	};
	server.get<AtLink>('/s/:code', async ({ params: { code } }, reply) =>
		showLink(reply, code, (link) => {
			openLink(practice, code);
			return linkPages[link.type].open({ practice, link, form: new URLSearchParams() });
		}),
	);
	server.post<AtLink>('/s/:code', async ({ params: { code }, body }, reply) =>
		showLink(reply, code, (link) => {
			const form = new URLSearchParams(typeof body === 'string' ? body : '');
			const { open, submit = open } = linkPages[link.type];
			return submit({ practice, link, form });
		}),
	);
}

/** Routes on which a patient sees and cancels an appointment that was booked by a link. */
function appointmentRoutes(server: FastifyInstance, practice: Practice): void {
	const appointmentOf = ({ code, id }: AtLink['Params']) => {
		const link = linkOf(practice, code);
		return link && bookedBy(practice, link, id);
	};
	server.get<AtLink>('/s/:code/appointments/:id', async ({ params }, reply) => {
		const appointment = appointmentOf(params);
		return show(practice, reply, appointment ? appointmentPage(practice, appointment) : missing);
	});
	server.post<AtLink>('/s/:code/appointments/:id', async ({ params, url }, reply) => {
		const appointment = appointmentOf(params);
		if (!appointment) return show(practice, reply, missing);
		cancel(practice, appointment);
		return show(practice, reply, { to: url });
	});
}

/** The route that downloads the file of an attachment link. */
function fileRoute(server: FastifyInstance, practice: Practice): void {
	server.get<AtLink>('/s/:code/file', async ({ params }, reply) => {
		const link = linkOf(practice, params.code);
		const file = link && !isExpired(practice, link) && fileOf({ link });
		if (!file) return show(practice, reply, missing);
		const name = encodeURIComponent(file.name);
		return reply
			.header('content-disposition', `attachment; filename*=UTF-8''${name}`)
			.header('x-content-type-options', 'nosniff')
			.type('application/octet-stream')
			.send(file.content);
	});
}

const show = (practice: Practice, reply: FastifyReply, page: Page | Redirect): FastifyReply =>
	'to' in page ? reply.redirect(page.to, 303) : sendPage(practice, reply, page);

const linkOf = (practice: Practice, code: string): Link | undefined =>
	findLink(practice, `${practice.url}/s/${code}`);

const isExpired = ({ now }: Practice, link: Link) => linkStatus(link, now()) === 'expired';

/** The page that replaces an expired, locked or used link; undefined while the link works. */
function closedPage(practice: Practice, link: Link): Page | undefined {
	if (isExpired(practice, link)) return closedBecause('This link has expired');
	if (isLocked(link)) return closedBecause('This link is locked');
	return isUsedUp(link) ? closedBecause('This link has been used') : undefined;
}

const closedBecause = (title: string): Page => ({
	status: 410,
	title,
	body: html`<p>It no longer opens anything. Please ask the practice for a new one.</p>`,
});

const missing: Page = {
	status: 404,
	title: 'There is no such page',
	body: html`<p>Please check the address, or ask the practice for a new link.</p>`,
};

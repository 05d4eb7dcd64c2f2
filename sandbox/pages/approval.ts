import type { FastifyInstance, FastifyReply } from 'fastify';
import { rejectCrossSite } from '../lib/browserSecurity';
import { html } from '../lib/html';
import { sendPage, type Page } from './page';
import { writeToRecord } from '../practice/healthRecord';
import type { Message, Practice } from '../practice/model';

interface WithId {
	Params: { id: string };
}

/** The page on which staff approve that a message is written to the health record. */
export const approvalPage =
	(practice: Practice) =>
	async (server: FastifyInstance): Promise<void> => {
		const messageOf = (id: string) => {
			const message = practice.messages.get(id);
			return message?.write_to_record && message;
		};
		const show = (reply: FastifyReply, message: Message | undefined) =>
			sendPage(practice, reply, message ? messagePage(message) : missing);
		server.addHook('onRequest', rejectCrossSite);

		server.get<WithId>('/s/confirm-:id', async ({ params }, reply) =>
			show(reply, messageOf(params.id)),
		);
		server.post<WithId>('/s/confirm-:id', async ({ params }, reply) => {
			const message = messageOf(params.id);
			if (message) writeToRecord(practice, message);
			return show(reply, message);
		});
	};

const missing: Page = {
	status: 404,
	title: 'There is no such message',
	body: html`<p>Please check the address.</p>`,
};

function messagePage({ id, write_to_record }: Message): Page {
	const title = 'Write to the health record';
	if (write_to_record?.write_to_record_at) {
		return { title, body: html`<p>Message ${id} is in the health record.</p>` };
	}
	return {
		title,
		body: html`
			<p>Message ${id} is not in the health record. ${write_to_record?.failure_reason}</p>
			<form method="post"><button>Write to the health record</button></form>
		`,
	};
}

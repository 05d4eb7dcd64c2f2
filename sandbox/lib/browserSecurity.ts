import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorResponse } from './httpError';

/** Headers of every page, which allow scripts, styles, images and frames of the sandbox only. */
export const pageHeaders = {
	'content-security-policy': [
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		"img-src 'self'",
		"connect-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
	].join('; '),
	'referrer-policy': 'same-origin',
	'x-content-type-options': 'nosniff',
	'cache-control': 'no-cache',
};

/**
 * A hook that rejects cross-site requests of browsers (CSRF). Other clients send no such headers,
 * so their requests pass.
 */
export async function rejectCrossSite(
	{ method, headers }: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply | void> {
	if (['GET', 'HEAD'].includes(method) || isOwnSite(headers)) return undefined;
	const { status, body } = errorResponse(403, 'Only pages of the sandbox itself may do this');
	return reply.code(status).send(body);
}

/** Browsers send Origin only when they are old or the address is not a secure context. */
function isOwnSite({ host, origin, 'sec-fetch-site': site }: FastifyRequest['headers']): boolean {
	if (site !== undefined) return site === 'same-origin' || site === 'none';
	if (origin === undefined) return true;
	return URL.canParse(origin) && new URL(origin).host === host;
}

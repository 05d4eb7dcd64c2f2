import { isLoopback } from '../../../nodes/HeroHealth/transport/environments';
import type { Contract } from '../../../api';
import { CannotCompareError } from '../errors';

/** The Hero that is observed. */
export interface ObservedEnvironment {
	/** Without a slash at the end. */
	baseUrl: string;
	/** As a report calls it: staging and a computer's own address hold test data only. */
	kind: 'staging' | 'live';
	isLoopback: boolean;
}

/** What `--environment` names: a server of the contract, or an address. Throws CannotCompareError for any other. */
export function environmentOf(text: string, { servers }: Contract): ObservedEnvironment {
	const address = serverOf(text, servers) ?? text;
	if (!URL.canParse(address)) {
		throw new CannotCompareError(
			'--environment is staging, production or an address such as https://api.example.com.',
		);
	}
	const { protocol, hostname, username, password, search, hash, href } = new URL(address);
	if (username || password || search || hash) {
		throw new CannotCompareError(
			'The address of --environment has a login, a query or a fragment.',
		);
	}
	const isLocal = isLoopback(hostname);
	if (protocol !== 'https:' && !(protocol === 'http:' && isLocal)) {
		throw new CannotCompareError(
			'The address of --environment must begin with https://. Plain http is allowed only for this computer (localhost).',
		);
	}
	const baseUrl = href.replace(/\/+$/, '');
	if (baseUrl === serverOf('mock', servers)) {
		throw new CannotCompareError(
			'The mock makes its responses up. npm run contract:probe asks it.',
		);
	}
	const isStaging = baseUrl === serverOf('staging', servers);
	return { baseUrl, kind: isStaging || isLocal ? 'staging' : 'live', isLoopback: isLocal };
}

const serverWords = { production: /^Production\b/, staging: /^Staging\b/, mock: /\bmock\b/ };

const serverOf = (name: string, servers: Contract['servers']): string | undefined =>
	Object.hasOwn(serverWords, name)
		? servers.find(({ description }) =>
				serverWords[name as keyof typeof serverWords].test(description),
			)?.url
		: undefined;

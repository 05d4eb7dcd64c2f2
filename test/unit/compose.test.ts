import { parse } from 'yaml';
import { commands, settingsOf, sizes } from '../../scripts/n8n/queue';
import { newest } from '../../scripts/n8n/temporary';
import { fileText } from '../support/repository';

interface Service {
	image?: string;
	build?: { dockerfile_inline: string };
	command?: string[];
	environment?: Record<string, string>;
	deploy?: { replicas: number };
}

const { services } = parse(fileText('docs/compose.yaml'), { merge: true }) as {
	services: Record<string, Service>;
};
const { redis, postgres, ...processes } = services;

describe('docs/compose.yaml starts what the end-to-end test of queue mode starts', () => {
	test('the same processes of n8n, as many of each, with the same commands', () => {
		const started = Object.entries(processes).map(([name, { command }]) => [name, command]);
		expect(Object.fromEntries(started)).toEqual(commands);
		const counted = Object.entries(processes).map(([name, { deploy }]) => [
			name,
			deploy?.replicas ?? 1,
		]);
		expect(Object.fromEntries(counted)).toEqual(sizes);
	});

	test.each(Object.keys(processes))('the same settings for %s', (name) => {
		expect(processes[name].environment).toEqual(
			settingsOf({
				redis: { host: 'redis', port: '6379' },
				postgres: {
					host: 'postgres',
					port: '5432',
					database: 'n8n',
					user: 'n8n',
					password: '${POSTGRES_PASSWORD:?}',
				},
				webhookUrl: '${N8N_WEBHOOK_URL:?}',
				encryptionKey: '${N8N_ENCRYPTION_KEY:?}',
			}),
		);
	});

	test.each(Object.keys(processes))('the same n8n, with this package in it, for %s', (name) => {
		const steps = processes[name].build?.dockerfile_inline;
		expect(steps).toContain(`FROM n8nio/n8n:${newest}\n`);
		expect(steps).toContain('cd /home/node/.n8n/nodes');
		expect(steps).toMatch(/npm install .*n8n-nodes-hero-health-\*\.tgz/);
	});

	test('the same servers beside it', () => {
		expect(redis.image).toMatch(/^redis:/);
		expect(postgres.image).toMatch(/^postgres:/);
		expect(postgres.environment).toMatchObject({ POSTGRES_DB: 'n8n', POSTGRES_USER: 'n8n' });
	});
});

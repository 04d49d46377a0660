/** Exact on purpose: n8n 2.41.3 asks for a version of @n8n/agents that was never published. */
export const n8nVersions = ['2.41.1', '1.123.81'] as const;

export type N8nVersion = (typeof n8nVersions)[number];

interface N8nRelease {
	/** Each line's own engine: 2.x asks for Node 24, 1.x is what people still run on 20. */
	node: '24.21.0' | '20.20.2';
	/** npm overrides; xlsx points outside the registry in 1.x. */
	overrides: Record<string, string>;
	expect: string;
}

export const n8nReleases: Record<N8nVersion, N8nRelease> = {
	'2.41.1': { node: '24.21.0', overrides: {}, expect: 'about 3 minutes, 2.9 GB' },
	'1.123.81': {
		node: '20.20.2',
		overrides: { xlsx: '0.18.5' },
		expect: 'about 2 minutes, 1.8 GB',
	},
};

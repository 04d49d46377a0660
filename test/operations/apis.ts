/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @typescript-eslint/no-require-imports -- loads the project's own files; it never ships */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Api } from '../../nodes/Feishu/client/Api';

const nodes = join(__dirname, '../../nodes/Feishu');

/** The APIs of all operations, of the trigger, and those that hand out tokens, so that the codes of a new one are checked and documented without being named. */
export const apis: Api[] = ['operations', 'events', 'client/auth']
	.flatMap((folder) =>
		readdirSync(join(nodes, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.sort()
			.map((name) => join(nodes, folder, name)),
	)
	.flatMap((file) => Object.values(require(file) as Record<string, unknown>).filter(isApi));

function isApi(value: unknown): value is Api {
	return typeof value === 'object' && value !== null && 'method' in value && 'repeat' in value;
}

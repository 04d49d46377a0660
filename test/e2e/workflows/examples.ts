/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- drives real n8n servers from outside; never ships */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeishuStandIn, MessageSeed } from '../../feishu';
import type { Credential } from '../client';
import { use } from './nodes';
import type { WorkflowJson } from './workflow';

const folder = join(__dirname, '..', '..', '..', 'examples');

export interface Surroundings {
	/** Takes the place of the chats that the examples name. */
	chatId?: string;
	credential: Credential;
	/** The credential for the agent's model. */
	model?: Credential;
	/** The credential for n8n's own API. */
	n8nApi?: Credential;
	/** The ID of a data table with the columns that the examples keep messages in. */
	dataTable?: string;
}

/** The columns of that data table. */
export const keptColumns = { message_id: 'string', chat_id: 'string', sent_at: 'date' };

/** The workflows under examples/, with their credential chosen and their servers put in place. */
export async function examples(surroundings: Surroundings): Promise<WorkflowJson[]> {
	if (!existsSync(folder)) return [];
	const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
	return texts.map((text) => connected(text, surroundings));
}

/** A replacement that keeps the matched text, where no other is given. */
const unchanged = '$&';

function connected(
	text: string,
	{ chatId = unchanged, dataTable = unchanged, ...credentials }: Surroundings,
): WorkflowJson {
	const inPlace = text
		.replace(/\boc_[\w-]+/g, chatId)
		.replace(/put_the_id_of_your_data_table_here/g, dataTable);
	const workflow = JSON.parse(inPlace) as WorkflowJson;
	const nodes = workflow.nodes.map((node) => {
		const chosen = credentialFor(node, credentials);
		return chosen === undefined
			? node
			: { ...node, credentials: { ...node.credentials, ...use(chosen).credentials } };
	});
	return { ...workflow, nodes };
}

function credentialFor(
	{ type, parameters }: WorkflowJson['nodes'][number],
	{ credential, model, n8nApi }: Omit<Surroundings, 'chatId' | 'dataTable'>,
): Credential | undefined {
	if (type === '@n8n/n8n-nodes-langchain.lmChatOpenAi') return model;
	if (parameters.nodeCredentialType === 'n8nApi') return n8nApi;
	return type.startsWith('n8n-nodes-feishu-message.') ? credential : undefined;
}

/** A message with the very ID that an example names. */
export function putMessage({ world }: FeishuStandIn, id: string, seed: MessageSeed = {}): void {
	const message = world.add(seed);
	message.id = id;
	world.messages.set(id, message);
}

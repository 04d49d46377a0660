/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- drives real n8n servers from outside; never ships */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Credential } from '../client';
import type { WorkflowJson } from './workflow';

const folder = join(__dirname, '..', '..', '..', 'examples');

export interface Surroundings {
	/** Where Feishu's API is to be found. */
	origin: string;
	/** Takes the place of the chats that the examples name. */
	chatId?: string;
	credential: Credential;
}

/** The workflows under examples/, with their credential chosen and their servers put in place. */
export async function examples(surroundings: Surroundings): Promise<WorkflowJson[]> {
	if (!existsSync(folder)) return [];
	const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
	const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
	return texts.map((text) => connected(text, surroundings));
}

function connected(text: string, { origin, chatId, credential }: Surroundings): WorkflowJson {
	const { type, id, name } = credential;
	const hosts = text.replace(/https:\/\/open\.(feishu\.cn|larksuite\.com)(?=\/open-apis)/g, origin);
	const chats = chatId === undefined ? hosts : hosts.replace(/\boc_[\w-]+/g, chatId);
	const workflow = JSON.parse(chats) as WorkflowJson;
	const nodes = workflow.nodes.map((node) =>
		usesFeishu(node)
			? { ...node, credentials: { ...node.credentials, [type]: { id, name } } }
			: node,
	);
	return { ...workflow, nodes };
}

function usesFeishu({ type, parameters }: WorkflowJson['nodes'][number]): boolean {
	return (
		type.startsWith('n8n-nodes-feishu-message.') || parameters.nodeCredentialType === 'feishuApi'
	);
}

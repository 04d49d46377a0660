/* eslint-disable @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { setTimeout } from 'node:timers/promises';

/** Asks again and again until there is an answer. */
export async function until<T>(
	what: string,
	withinMs: number,
	ask: () => Promise<T | undefined | false>,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		await setTimeout(50);
	}
	throw new Error(`Waited ${withinMs / 1000} s in vain: ${what}`);
}

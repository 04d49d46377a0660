/* eslint-disable @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { openEditor } from '../browser';
import type { Credential, N8nClient } from '../client';
import type { N8nServer } from '../server';
import { manyEchoes } from './workflows';

/** A person's way through the editor; the pictures are for looking at, when a folder is given. */
export async function proveEditor(
	server: N8nServer,
	client: N8nClient,
	credential: Credential,
	pictures: string,
): Promise<void> {
	const id = await client.importWorkflow(manyEchoes(credential, 3, 0));
	const editor = await openEditor(server);
	const picture = (name: string) => editor.screenshot(`${pictures}/${server.version}-${name}.png`);
	try {
		await editor.openWorkflow(id);
		assert.ok((await editor.searchNodes('smoke')).includes('Smoke Echo'));
		await picture('search');
		await editor.closeNodePanel();

		assert.equal(await editor.execute(), 'Workflow executed successfully');
		await picture('run');
		const panel = await editor.openNode('Echo');
		await panel.getByTestId('output-panel').getByText('item 2').waitFor();
		for (const theme of ['light', 'dark'] as const) {
			await editor.theme(theme);
			await picture(`node-${theme}`);
		}
		await editor.theme('light');
		await editor.closeNode();

		await editor.addBehind('Echo', 'smoke', 'Smoke Echo');
		await editor.closeNode();
		await editor.node('Smoke Echo').waitFor();

		await editor.openCredential(credential.id);
		await editor.page.getByText('Connection tested successfully').waitFor();
		await picture('credential');
		assert.ok(existsSync(`${pictures}/${server.version}-credential.png`));
	} finally {
		await editor.close();
	}
}

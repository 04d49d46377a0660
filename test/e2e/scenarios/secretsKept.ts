/* eslint-disable @n8n/community-nodes/no-restricted-imports -- drives real n8n servers from outside; never ships */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scene } from './scene';

/** Comes last: by now the run knows many secrets, and n8n has stored and printed all it will. */
export function secretsKept(scene: Scene): void {
	const kinds = [
		'app secret',
		'verification token',
		'Encrypt Key',
		'app ticket',
		'access token',
		'refresh token',
		'authorization code',
	];

	describe('no secret and no token', () => {
		test.each(kinds)('of the kind "%s" is unknown to this search', (kind) => {
			scene.secrets.learnFrom(scene.feishu);
			expect(scene.secrets.count(kind)).toBeGreaterThan(0);
		});

		test('is in what n8n has stored of any execution', async () => {
			const ids = await allExecutions(scene);
			expect(ids.length).toBeGreaterThan(20);
			for (const id of ids) {
				const stored = await scene.n8n.file(`/rest/executions/${id}`);
				expect(found(scene, `execution ${id}`, stored.toString('utf8'))).toEqual([]);
			}
		});

		test('is in the files that n8n keeps, the credentials being encrypted', async () => {
			const folder = join(scene.n8n.userFolder, '.n8n');
			const files = (await readdir(folder)).filter((name) => /sqlite|\.log|config/.test(name));
			const texts = await Promise.all(
				files.map(async (name) => (await readFile(join(folder, name))).toString('latin1')),
			);
			// A message ID is no secret and is found, so the files are really searched.
			expect(texts.join()).toContain(scene.feishu.world.recalls[0]?.id);
			for (const text of texts) expect(found(scene, folder, text)).toEqual([]);
		});

		test('is in what n8n has printed', () => {
			expect(scene.log).toContain('Editor is now accessible');
			expect(found(scene, 'log', scene.log)).toEqual([]);
		});

		test("is in the credentials' answers to the editor, where a blank stands for it", async () => {
			const all = await scene.n8n.rest<Array<{ id: string; type: string }>>(
				'GET',
				'/rest/credentials',
			);
			const ours = all.filter(({ type }) => type.startsWith('feishu'));
			expect(new Set(ours.map(({ type }) => type))).toEqual(
				new Set(['feishuApi', 'feishuOAuth2Api']),
			);
			for (const { id, type } of ours) {
				const path = `/rest/credentials/${id}?includeData=true`;
				const answer = (await scene.n8n.file(path)).toString('utf8');
				expect(found(scene, `credential of type ${type}`, answer)).toEqual([]);
			}
		});
	});
}

/** n8n counts them from 1. */
async function allExecutions({ n8n }: Scene): Promise<number[]> {
	const { results } = await n8n.rest<{ results: Array<{ id: string }> }>('GET', '/rest/executions');
	return Array.from({ length: Number(results[0]?.id) }, (_, index) => index + 1);
}

const found = ({ secrets }: Scene, where: string, text: string) =>
	secrets.in(text).map((kind) => `${kind} in ${where}`);

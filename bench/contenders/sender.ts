import { outputsOf } from '../../test/engine/engine';
import { startNode } from '../../test/engine/runNode';
import type { Recaller } from '../measuredProcess';
import { uploadMegabytes, type Task } from '../plan';

/** Our node as it sends: a text to each chat of the job, or one file. */
export function prepared(task: Task): Recaller {
	const isUpload = task.part === 'upload';
	const binary = isUpload ? { 0: { data: file() } } : undefined;
	return async ({ origin, appId, appSecret, ids }) => {
		const items = isUpload ? ids.slice(0, 1) : ids;
		const { finished } = startNode({
			items: items.map((to, number) => ({ to, number })),
			binary,
			credential: { region: 'custom', baseUrl: origin, appId, appSecret },
			parameters: {
				operation: 'send',
				receiver: { __rl: true, mode: 'chatId', value: '={{ $json.to }}' },
				...(isUpload ? { messageType: 'file' } : { text: '=Message {{ $json.number }}' }),
				options: { timeout: 60_000 },
			},
		});
		const run = await finished;
		if (run.data.resultData.error) throw run.data.resultData.error;
		return { recalled: (outputsOf(run, 'Success')[0] ?? []).length };
	};
}

/** n8n holds it as Base64 where it is told no other place. */
function file() {
	const bytes = Buffer.alloc(uploadMegabytes * 1_000_000, 'x');
	return { data: bytes.toString('base64'), mimeType: 'text/plain', fileName: 'a-file.txt' };
}

import { readResponse } from '../../../nodes/Feishu/client/http/readResponse';

const envelope = { code: 234003, msg: 'File not found' };

/** A streamed answer as n8n's helper gives it. */
function answer(text: string, headers: Record<string, unknown> = {}, statusCode = 200) {
	async function* body() {
		yield Buffer.from(text);
	}
	return { statusCode, headers, body: body() };
}

describe('a file', () => {
	test('is read as it comes', async () => {
		const headers = { 'content-type': 'application/pdf' };
		expect(await readResponse(answer('bytes', headers), 100)).toEqual({
			kind: 'response',
			status: 200,
			headers,
			body: undefined,
			bytes: Buffer.from('bytes'),
		});
	});

	test('may be as large as allowed, and not a byte larger', async () => {
		expect(await readResponse(answer('bytes'), 5)).toMatchObject({ bytes: Buffer.from('bytes') });
		expect(await readResponse(answer('bytes'), 4)).toMatchObject({
			kind: 'noResponse',
			failure: { reason: 'unreadable_answer', cause: 'the file is larger than 1 MB' },
		});
	});

	test('that is JSON itself comes with a name; JSON without one is an envelope', async () => {
		const headers = { 'content-type': 'application/json; charset=utf-8' };
		const text = JSON.stringify(envelope);
		expect(await readResponse(answer(text, headers), 100)).toMatchObject({ body: envelope });
		const named = { ...headers, 'content-disposition': 'attachment; filename="a.json"' };
		expect(await readResponse(answer(text, named), 100)).toMatchObject({ body: undefined });
	});

	test.each([199, 300, 404])('is none under HTTP %d', async (status) => {
		const reply = await readResponse(answer(JSON.stringify(envelope), {}, status), 5);
		expect(reply).toMatchObject({ body: envelope });
		expect(reply).not.toHaveProperty('bytes');
	});
});

test('an answer in JSON has its body, and no file', async () => {
	const reply = await readResponse(answer(JSON.stringify(envelope)), undefined);
	expect(reply).toMatchObject({ body: envelope });
	expect(reply).not.toHaveProperty('bytes');
});

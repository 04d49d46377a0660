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

	const page = '<!DOCTYPE html>\n<html><body>Sign in</body></html>';
	const refusal = JSON.stringify(envelope);

	test.each([
		['a page', page, { 'content-type': 'text/html; charset=utf-8' }],
		['a page', page, { 'Content-Type': 'TEXT/HTML' }],
		['a page', 'moved', { 'content-type': 'application/xhtml+xml' }],
		['a page', page, {}],
		['a page', `\ufeff\n<!-- portal -->\n<HTML lang="en">`, { 'content-type': 'text/plain' }],
		['a page', `<?xml version="1.0"?>${page}`, { 'content-type': 'application/octet-stream' }],
		['a page', '<head><title>Sign in</title>', { 'content-type': 'text/plain' }],
		['a page', '<script>location.href = "/portal"</script>', {}],
		['a page', '<meta http-equiv="refresh" content="0; url=/portal">', {}],
		['a page', page, { 'content-type': 'text/html', 'content-disposition': 'inline' }],
		[
			'a page',
			page,
			{ 'content-type': 'text/html', 'content-disposition': 'attachment; filename=""' },
		],
		['a refusal', refusal, { 'content-type': 'text/json' }],
		['a refusal', refusal, { 'CONTENT-TYPE': 'Application/JSON;charset=UTF-8' }],
		['a refusal', refusal, { 'content-type': 'application/problem+json' }],
		['a refusal', refusal, { 'content-type': 'application/octet-stream' }],
		['a refusal', ` ${refusal}`, {}],
		['no file', '{"code":234003}', { 'content-type': 'text/plain' }],
		['no file', '{"code":234003,"error":{}}', {}],
		['no file', '[]', { 'content-type': 'application/json' }],
	])('is none where %s comes in its place: %j, %j', async (what, text, headers) => {
		const reply = await readResponse(answer(text, headers), 1_000);
		expect(reply).toMatchObject({ kind: 'response', status: 200 });
		expect(reply).not.toHaveProperty('bytes');
		if (what === 'a refusal') expect(reply).toMatchObject({ body: envelope });
	});

	test.each([
		[page, { 'content-type': 'text/html', 'content-disposition': 'attachment; filename="a.html"' }],
		[
			page,
			{ 'Content-Type': 'text/html', 'Content-Disposition': "attachment; filename*=UTF-8''a" },
		],
		[refusal, { 'content-type': 'text/json', 'content-disposition': 'attachment;filename=a.json' }],
		['{"code":"none"}', {}],
		['{"code":7,"msg":{}}', {}],
		['{"code":7,"name":"a"}', {}],
		['<svg xmlns="http://www.w3.org/2000/svg"/>', { 'content-type': 'image/svg+xml' }],
		['a <html> in a text', { 'content-type': 'text/plain' }],
		['', { 'content-type': 'text/plain', 'content-length': '0' }],
	])('is %j with %j', async (text, headers) => {
		expect(await readResponse(answer(text, headers), 1_000)).toMatchObject({
			body: undefined,
			bytes: Buffer.from(text),
		});
	});

	test.each([
		['shorter than it was said to be', 200, { 'content-length': '6' }],
		['a part', 206, { 'content-range': 'bytes 0-4/9' }],
	])('that is %s did not arrive', async (_, status, headers) => {
		expect(await readResponse(answer('bytes', headers, status), 100)).toMatchObject({
			kind: 'noResponse',
			failure: { reason: 'unreachable', cause: 'the file did not arrive whole' },
		});
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

import { createHash } from 'node:crypto';

import { request } from 'undici';

import { useStandIn } from './useStandIn';

const used = useStandIn();
const { upload } = used;

/** A picture as PNG begins: enough to tell its size. */
function png(width = 1, height = 1): Buffer {
	const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
	const size = Buffer.alloc(8);
	size.writeUInt32BE(width, 0);
	size.writeUInt32BE(height, 4);
	return Buffer.concat([bytes, size, Buffer.from('0802000000', 'hex')]);
}

function gif(width: number, height: number): Buffer {
	const bytes = Buffer.from('GIF89a\0\0\0\0\x80\0\0');
	bytes.writeUInt16LE(width, 6);
	bytes.writeUInt16LE(height, 8);
	return bytes;
}

function imageForm(bytes: Buffer, type = 'message', name = 'image.png'): FormData {
	const form = new FormData();
	form.append('image_type', type);
	form.append('image', new Blob([bytes], { type: 'image/png' }), name);
	return form;
}

function fileForm(bytes: Buffer, fields: Record<string, string> = {}): FormData {
	const form = new FormData();
	const all = { file_type: 'stream', file_name: '报告.bin', ...fields };
	for (const [name, value] of Object.entries(all)) if (value) form.append(name, value);
	form.append('file', new Blob([bytes], { type: 'application/pdf' }), '报告.bin');
	return form;
}

const keyOf = (data: unknown) => Object.values(data as Record<string, string>)[0] ?? '';

describe('an image', () => {
	test('gets a key, with which its app may send it', async () => {
		const { status, json } = await upload('images', imageForm(png()));
		expect({ status, code: json.code }).toEqual({ status: 200, code: 0 });
		const key = keyOf(json.data);
		expect(key).toMatch(/^img_v3_/);
		expect((await used.send({ image_key: key }, { type: 'image' })).json.code).toBe(0);
		expect(used.world.uploads.get(key)).toMatchObject({
			kind: 'image',
			appId: used.world.app.id,
			type: 'message',
			name: 'image.png',
			mimeType: 'image/png',
			size: png().length,
			sha256: createHash('sha256').update(png()).digest('hex'),
		});
	});

	const cases: Array<[why: string, code: number, form: () => FormData, msg: string]> = [
		['that is empty', 234010, () => imageForm(Buffer.alloc(0)), "File's size can't be 0."],
		[
			'above 10 MB',
			234006,
			() => imageForm(Buffer.concat([png(), Buffer.alloc(10 * 1024 * 1024)])),
			'The file size exceed the max value.',
		],
		[
			'that is none',
			234011,
			() => imageForm(Buffer.from('hello')),
			"Can't regonnize the image format.",
		],
		[
			'of a format that is not taken',
			234011,
			() =>
				imageForm(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')),
			"Can't regonnize the image format.",
		],
		[
			'that is too wide',
			234039,
			() => imageForm(png(12_001, 1)),
			'Image resolution exceeds limit.',
		],
		[
			'that is too high a GIF',
			234039,
			() => imageForm(gif(1, 2001)),
			'Image resolution exceeds limit.',
		],
		['for an unknown use', 99992402, () => imageForm(png(), 'poster'), 'field validation failed'],
		['that is missing', 99992402, () => fileForm(png()), 'field validation failed'],
	];

	test.each(cases)('%s is refused (%i)', async (_why, code, form, msg) => {
		const { status, json } = await upload('images', form());
		expect({ status, code: json.code, msg: json.msg }).toEqual({ status: 400, code, msg });
		expect(used.world.uploads.size).toBe(0);
	});

	test.each(['png', 'gif'])('of the largest resolution passes as %s', async (format) => {
		const bytes = format === 'png' ? png(12_000, 12_000) : gif(2000, 2000);
		expect((await upload('images', imageForm(bytes))).json.code).toBe(0);
	});
});

describe('a file', () => {
	test('keeps its name and type, and of a large one no more than size and hash', async () => {
		const bytes = Buffer.alloc(2 * 1024 * 1024, 'x');
		const { json } = await upload('files', fileForm(bytes, { file_type: 'pdf', duration: '3000' }));
		const kept = used.world.uploads.get(keyOf(json.data));
		expect(kept).toMatchObject({
			kind: 'file',
			type: 'pdf',
			name: '报告.bin',
			size: bytes.length,
			sha256: createHash('sha256').update(bytes).digest('hex'),
			bytes: undefined,
		});
		expect(JSON.stringify(used.feishu.log.entries).length).toBeLessThan(10_000);
	});

	const cases: Array<[why: string, code: number, form: () => FormData]> = [
		['that is empty', 234010, () => fileForm(Buffer.alloc(0))],
		['above 30 MB', 234006, () => fileForm(Buffer.alloc(30 * 1024 * 1024 + 1))],
		['of an unknown type', 99992402, () => fileForm(png(), { file_type: 'txt' })],
		['without a type', 99992402, () => fileForm(png(), { file_type: '' })],
		['without a name', 99992402, () => fileForm(png(), { file_name: '' })],
		['of a length that is no number', 234001, () => fileForm(png(), { duration: 'long' })],
	];

	test.each(cases)('%s is refused (%i)', async (_why, code, form) => {
		const { status, json } = await upload('files', form());
		expect({ status, code: json.code }).toEqual({ status: 400, code });
	});

	test('of 30 MB passes', async () => {
		const { json } = await upload('files', fileForm(Buffer.alloc(30 * 1024 * 1024)));
		expect(json.code).toBe(0);
	});
});

describe('an upload', () => {
	const raw = async (body: string | AsyncIterable<string>, kind = 'images') => {
		const answer = await request(`${used.feishu.url}/open-apis/im/v1/${kind}`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${await used.client.tenantToken()}`,
				'content-type': `multipart/form-data; boundary=b`,
			},
			body: body as string,
		});
		const { code } = (await answer.body.json()) as { code: number };
		return { status: answer.statusCode, code };
	};
	const part = (head: string) =>
		`--b\r\nContent-Disposition: form-data; name="image_type"\r\n\r\nmessage\r\n--b\r\nContent-Disposition: form-data; name="image"${head}\r\n\r\nGIF89a\x01\0\x01\0\r\n--b--\r\n`;

	test('whose part has a name and a type passes', async () => {
		const whole = part('; filename="a.gif"\r\nContent-Type: image/gif');
		expect(await raw(whole)).toEqual({ status: 200, code: 0 });
	});

	test('whose part has no type is refused', async () => {
		expect(await raw(part('; filename="a.gif"'))).toEqual({ status: 400, code: 99992402 });
	});

	test('whose part has no name is refused for images, or always, or never', async () => {
		const nameless = part('\r\nContent-Type: image/gif');
		expect(await raw(nameless)).toEqual({ status: 400, code: 234001 });
		used.feishu.settings.namelessParts = 'taken';
		expect(await raw(nameless)).toEqual({ status: 200, code: 0 });
		const file = nameless
			.replace('name="image_type"\r\n\r\nmessage', 'name="file_type"\r\n\r\nstream')
			.replace('--b--', '--b\r\nContent-Disposition: form-data; name="file_name"\r\n\r\na\r\n--b--')
			.replace('name="image"', 'name="file"');
		used.feishu.settings.namelessParts = 'refused for images';
		expect(await raw(file, 'files')).toEqual({ status: 200, code: 0 });
		used.feishu.settings.namelessParts = 'refused';
		expect(await raw(file, 'files')).toEqual({ status: 400, code: 234001 });
	});

	test.each([99992402, 234011, 234001] as const)('of unknown length answers %i', async (code) => {
		used.feishu.settings.chunkedUploadCode = code;
		async function* chunks() {
			yield await Promise.resolve(part('; filename="a.gif"\r\nContent-Type: image/gif'));
		}
		expect(await raw(chunks())).toEqual({ status: 400, code });
	});

	test('that is no form is refused', async () => {
		expect(await raw('nonsense')).toEqual({ status: 400, code: 99992402 });
	});

	test('needs the bot, and a scope', async () => {
		used.world.app.botEnabled = false;
		expect((await upload('images', imageForm(png()))).json.code).toBe(234007);
		used.world.app.scopes = ['im:message'];
		const { json } = await upload('images', imageForm(png()));
		expect(json.error).toMatchObject({
			permission_violations: [{ subject: 'im:resource' }, { subject: 'im:resource:upload' }],
		});
	});

	test('of a person may be refused', async () => {
		const { accessToken } = used.world.authorize();
		expect((await upload('images', imageForm(png()), accessToken)).json.code).toBe(0);
		used.feishu.settings.usersMayUpload = false;
		expect((await upload('images', imageForm(png()), accessToken)).json).toMatchObject({
			code: 99991668,
			msg: 'user access token not support',
		});
	});

	test('meets trouble as any request does', async () => {
		used.feishu.script(
			{ route: 'uploadImage', kind: 'status', httpStatus: 503 },
			{ route: 'uploadFile', kind: 'dropAfter' },
		);
		expect((await upload('images', imageForm(png()))).status).toBe(503);
		await expect(upload('files', fileForm(png()))).rejects.toThrow();
		expect([...used.world.uploads.values()].map(({ kind }) => kind)).toEqual(['file']);
	});
});

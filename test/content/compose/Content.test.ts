import { withinLimits, type Content } from '../../../nodes/Feishu/content/compose/Content';
import { failed, refusal, succeeded, type Result } from '../../../nodes/Feishu/errors/Failure';
import { causeOf } from '../said';

/** Content whose request has so many bytes, without a receiver and a key. */
function sized(type: string, bytes: number, filling = 'x'): Result<Content> {
	const around = JSON.stringify({ msg_type: type, content: '{"a":""}' }).length;
	const each = Buffer.byteLength(JSON.stringify(JSON.stringify(filling))) - 6;
	return succeeded({ type, body: { a: filling.repeat(Math.ceil((bytes - around) / each)) } });
}

describe.each([
	['text', 150],
	['post', 30],
	['interactive', 30],
])('a message of type %s', (type, most) => {
	test(`may have ${most} KB`, () => {
		const fits = sized(type, most * 1_024);
		expect(withinLimits(fits)).toBe(fits);
		expect(causeOf(withinLimits(sized(type, most * 1_024 + 1)))).toBe(
			`its content takes ${most + 1} KB, and Feishu takes ${most} KB at most`,
		);
	});

	test.each(['你', '"', '\n', '\\'])('counts %j as it stands in the request', (filling) => {
		expect(withinLimits(sized(type, most * 1_024 - 8, filling)).ok).toBe(true);
		expect(causeOf(withinLimits(sized(type, most * 1_024 + 1, filling)))).toContain(
			`takes ${most + 1} KB`,
		);
	});
});

// Every object of JavaScript has a "constructor".
test.each(['share_chat', 'constructor'])('other types, as %s, are left to Feishu', (type) => {
	expect(withinLimits(sized(type, 500_000)).ok).toBe(true);
});

test('a refusal stays one', () => {
	const refused = failed(refusal('content_invalid', { cause: 'it is empty' }));
	expect(withinLimits(refused)).toBe(refused);
});

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads its settings from the environment; tests never ship */
import {
	anything,
	array,
	assert,
	asyncProperty,
	base64String,
	constantFrom,
	dictionary,
	double,
	integer,
	json,
	oneof,
	string,
	uint8Array,
	type Arbitrary,
} from 'fast-check';

const { FUZZ_SEED: seed, FUZZ_TIMES: times = '1' } = process.env;

// Thousands of cases on a slow machine.
jest.setTimeout(5 * 60_000 * Number(times));

/** Nobody but the token endpoint may ever hear of it. */
export const secret = 'sEcReT-5f1c0e7a';

/** Nobody but Feishu's API may ever hear of it. */
export const token = 't-g1044s3CrEt';

/**
 * Cases for one property. A failure prints its seed and path; the same are drawn again with FUZZ_SEED, and
 * FUZZ_TIMES multiplies the cases for a long night.
 */
export async function holdsFor<T>(
	cases: number,
	hostile: Arbitrary<T>,
	holds: (value: T) => Promise<void> | void,
): Promise<void> {
	await assert(
		asyncProperty(hostile, async (value) => await holds(value)),
		{ numRuns: cases * Number(times), ...(seed !== undefined && { seed: Number(seed) }) },
	);
	expect(Object.keys(Object.prototype)).toEqual([]);
	expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

const fragments = [
	'om_',
	'om_dc13264520392913993dd051dba21dcf',
	'oc_84983ff6516d731e5b5f68d4ea2e1da5',
	'bm-dc13264520392913993dd051dba21dcf',
	'ou_1',
	'../',
	'..',
	'./',
	'/',
	'\\',
	'%2e%2e%2f',
	'%00',
	'?',
	'#',
	'&uuid=1',
	'@',
	':',
	' ',
	'\t',
	'\r\n',
	',',
	'，',
	';',
	'"',
	'“',
	'\u0000',
	'\u202e',
	'\ufeff',
	'\ud800',
	'🙂',
	'撤回',
	'__proto__',
	'constructor',
	'toString',
	'chats/oc_1',
	'messages',
	'{{ $json }}',
	'<script>',
	'ECONNREFUSED',
	'0',
	'-1',
	'1e400',
];

/** Text as nobody sane writes it, and somebody will. */
export const text: Arbitrary<string> = oneof(
	{
		weight: 6,
		arbitrary: array(constantFrom(...fragments), { maxLength: 8 }).map((each) => each.join('')),
	},
	{ weight: 3, arbitrary: string({ unit: 'binary', maxLength: 40 }) },
	{ weight: 3, arbitrary: string({ unit: 'grapheme', maxLength: 40 }) },
	{ weight: 1, arbitrary: integer({ min: 1, max: 5_000 }).map((length) => 'x'.repeat(length)) },
);

/** Random texts with parts of a request, as a host may echo them. */
export const echoOf = (...known: string[]): Arbitrary<string> =>
	array(oneof(text, constantFrom(...known)), { minLength: 1, maxLength: 3 }).map((parts) =>
		parts.join(' '),
	);

/** A message ID that Feishu may have given out. */
export const messageId: Arbitrary<string> = base64String({ minLength: 4, maxLength: 60 }).map(
	(characters) => `om_${characters.replace(/[+/=]/g, '-')}`,
);

/** Whatever JSON can hold: an answer, a credential, an item of another node. */
export const data: Arbitrary<unknown> = oneof(
	text,
	messageId,
	constantFrom(null, true, false, 0, -0, 1e308, [], {}),
	integer(),
	double({ noNaN: true, noDefaultInfinity: true }),
	array(oneof(text, messageId, integer()), { maxLength: 6 }),
	dictionary(text, oneof(text, messageId, integer()), { maxKeys: 4, noNullPrototype: true }),
	json().map((written): unknown => JSON.parse(written)),
);

/** Whatever an expression can make of it besides. */
export const value: Arbitrary<unknown> = oneof(
	data,
	constantFrom(undefined, NaN, Infinity, -Infinity, 0n, () => 'om_1', /om_1/),
	anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
);

/** Deeper than any answer, and than most recursions. */
const nested = integer({ min: 1, max: 5_000 }).map(
	(depth) => '['.repeat(depth) + ']'.repeat(depth),
);

/** JSON text, with what only text can say: a key twice, `__proto__`, numbers without end. */
export function written(field: string, values: Arbitrary<unknown>): Arbitrary<string> {
	const member = values.map((each) => `${JSON.stringify(field)}:${JSON.stringify(each) ?? 'null'}`);
	return oneof(
		{ weight: 6, arbitrary: member },
		{ weight: 1, arbitrary: constantFrom('', `"__proto__":{"${field}":0,"polluted":1}`) },
		{ weight: 1, arbitrary: nested.map((deep) => `"${field}":${deep}`) },
		{ weight: 1, arbitrary: constantFrom(`"${field}":1e999`, `"${field}":-0`, `"${field}":00`) },
	);
}

/** Bytes that are JSON only by accident. */
export const bytes: Arbitrary<Buffer> = oneof(
	uint8Array({ maxLength: 60 }).map((each) => Buffer.from(each)),
	text.map((each) => Buffer.from(each)),
	text.map((each) => Buffer.from(each, 'utf16le')),
	constantFrom('', '{', '[{"code":0}]', '"0"', '0', 'null', '\ufeff{"code":0}', '<html>').map(
		(each) => Buffer.from(each),
	),
	nested.map((deep) => Buffer.from(deep)),
);

/** No line breaks, no control characters, none of the secrets, and no longer than a screen. */
export function expectFitForPeople(...values: unknown[]): void {
	// One expectation for all texts, since Jest makes a hundred matchers for each.
	const unfit = values
		.flatMap(textsIn)
		.filter(
			(each) =>
				each.length >= 1_500 ||
				/[\p{Cc}\p{Zl}\p{Zp}]/u.test(each) ||
				each.includes(secret) ||
				each.includes(token),
		);
	expect(unfit).toEqual([]);
}

function textsIn(shown: unknown): string[] {
	if (typeof shown === 'string') return [shown];
	return typeof shown === 'object' && shown !== null ? Object.values(shown).flatMap(textsIn) : [];
}

/** True for an answer that Feishu's documentation calls a success; written without a look at how the node reads it. */
export function isYes(status: number, body: Buffer): boolean {
	return status >= 200 && status <= 299 && fieldOf(body, 'code') === 0;
}

/** A field of what is a JSON object, if it is one. */
export function fieldOf(body: Buffer, field: string): unknown {
	let read: unknown;
	try {
		read = JSON.parse(body.toString());
	} catch {
		return undefined;
	}
	if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
	return Object.getOwnPropertyDescriptor(read, field)?.value;
}

import { anything, assert, property, string } from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { path } from '../../../nodes/Feishu/client/http/path';
import { messageId, readMessageIds } from '../../../nodes/Feishu/operations/fields/messageId';
import { aNode, aWorkflow } from '../../aWorkflow';
import { anItem } from '../anItem';

const named = (value: unknown, json: IDataObject = {}) =>
	readMessageIds(anItem({ messageId: value }, { json }));

/** The IDs that would be sent; whatever was refused stands as its subject in brackets. */
const idsIn = (value: unknown) =>
	named(value).map((read) => ('refused' in read ? `[${read.subject.name}]` : read.input.id));

function refusalOf(value: unknown, json: IDataObject = {}) {
	const reads = named(value, json);
	const [refused] = reads.flatMap((read) => ('refused' in read ? [read.refused] : []));
	if (refused === undefined || reads.length > 1) throw new Error(`${String(value)} is accepted`);
	return refused;
}

describe('an ID', () => {
	test.each([
		'om_dc13264520392913993dd051dba21dcf',
		'om_x100b5157e1b880a8c4944ab09f8b9e1',
		'om_a',
		'om_-_-',
		'om_UPPER_lower-09',
		`om_${'x'.repeat(256)}`,
	])('%s is taken', (id) => {
		expect(named(id)).toEqual([{ subject: { id, name: `Message ${id}` }, input: { id } }]);
	});

	test.each([
		[' om_1 '],
		['\tom_1\n'],
		['"om_1"'],
		["'om_1'"],
		['`om_1`'],
		['“om_1”'],
		['‘om_1’'],
		[' " om_1 " '],
		['"om_1",'],
		['\u00a0om_1\u3000'],
		['\u200bom_1'],
		['om_1\u200b\u200d'],
		['\ufeffom_1\ufeff'],
		['om_1\u00ad'],
		['\u202aom_1\u202c'],
		['\u2060"\u200bom_1\u200b"\u2060'],
		[' \u3164om_1\ufe0f '],
	])('is found in %j', (text) => {
		expect(idsIn(text)).toEqual(['om_1']);
	});
});

describe('several IDs', () => {
	test.each([
		'om_1,om_2,om_3',
		'om_1, om_2, om_3',
		'om_1 om_2 om_3',
		'om_1;om_2;om_3',
		'om_1\nom_2\r\nom_3\n',
		'om_1，om_2、om_3',
		'om_1；om_2；om_3',
		'"om_1", "om_2", "om_3"',
		",om_1,,om_2 ; 'om_3',",
		'om_1\u200b,\u200bom_2\u200b \ufeffom_3',
		'["om_1","om_2","om_3"]',
		' \u200b[ "om_1", "om_2 om_3" ]\n\u200b\u200b',
		'[["om_1"], {"message_id": "om_2"}, "om_3"]',
	])('are found in %j, in their order', (text) => {
		expect(idsIn(text)).toEqual(['om_1', 'om_2', 'om_3']);
	});

	test('come as a list, too, with several in one entry', () => {
		expect(idsIn(['om_1', ' om_2 '])).toEqual(['om_1', 'om_2']);
		expect(idsIn(['om_1, om_2', 'om_3'])).toEqual(['om_1', 'om_2', 'om_3']);
		expect(idsIn([['om_1'], ['om_2']])).toEqual(['om_1', 'om_2']);
	});

	test('stay as many as they were named: the same ID twice is two outcomes', () => {
		expect(idsIn('om_1 om_1')).toEqual(['om_1', 'om_1']);
	});

	test('are judged one by one: a wrong one spoils no other', () => {
		expect(idsIn('om_1, oc_2, om_3')).toEqual(['om_1', '["oc_2"]', 'om_3']);
		expect(idsIn(['om_1', null, 7, 'om_3'])).toEqual([
			'om_1',
			"[The field 'Message ID']",
			"[The field 'Message ID']",
			'om_3',
		]);
	});

	test('may be a thousand', () => {
		const many = Array.from({ length: 1_000 }, (_, index) => `om_${index}`);
		expect(idsIn(many)).toEqual(many);
		expect(idsIn(many.join(','))).toEqual(many);
	});
});

describe('another kind of ID', () => {
	test.each([
		['oc_5ad11d72b830411d72b836c20', 'chat', 'the ID of a chat never stands for its messages'],
		['omt_d4be107c616a', 'thread', 'om_'],
		['ou_7d8a6e6df7621556ce0d21922b676706ccs', 'user', 'om_'],
		['on_8ed6aa67826108097d9ee143816345', 'user', 'om_'],
		['cli_a1b2c3', 'app', 'credential'],
		['bm-dc13264520392913993dd051dba21dcf', 'batch message', 'Batch Message'],
		['bm_dc13264520392913993dd051dba21dcf', 'batch message', 'Batch Message'],
	])('%s is refused as the ID of a %s', (id, kind, hint) => {
		const refused = refusalOf(id);
		expect(refused).toMatchObject({
			reason: 'invalid_message_id',
			sent: false,
			attempts: 0,
		});
		expect(refused.cause).toContain(kind);
		expect(refused.nextStep).toContain(hint);
		expect(named(id)).toMatchObject([{ subject: { id, name: `"${id}"` } }]);
	});

	test('has a hint of its own for each kind', () => {
		const hints = ['oc_1', 'omt_1', 'ou_1', 'cli_1', 'bm-1', 'om_?', 'x'].map(
			(id) => refusalOf(id).cause + refusalOf(id).nextStep,
		);
		expect(new Set(hints).size).toBe(hints.length);
	});
});

describe('what is no ID', () => {
	test.each([
		'om_',
		'om_a/b',
		'om_a?b=c',
		'om_a#b',
		'om_a.b',
		'om_../chats/oc_1',
		'om_撤回',
		'om_a%2e',
		'om_a\u0000',
		'om_a.',
		'om_a\u200bb',
		'om_a\ufeffb',
		'om_a\u00adb',
		'om_a\u200bom_b',
		`om_${'x'.repeat(257)}`,
	])('%j is refused as incomplete', (text) => {
		expect(refusalOf(text).cause).toBe('is not a complete message ID');
	});

	test.each([
		'hello',
		'OM_1',
		'm_1',
		'../om_1',
		'{{$json.id}}',
		'[om_1]',
		"['om_1']",
		'["om_1"',
		'["om_1"]om_2',
		'{"message_id":"om_1"}',
		'[om_1](om_2)',
		'123',
		'x'.repeat(9_999),
	])('%j is refused', (text) => {
		expect(refusalOf(text)).toMatchObject({
			reason: 'invalid_message_id',
			cause: 'is not a message ID',
		});
	});

	test.each([
		['om_1.', '"om_1."'],
		['om_1\u200bx', '"om_1\\u{200b}x"'],
		['om_1\ufeffx', '"om_1\\u{feff}x"'],
		['оm_1', '"оm_1"'],
	])('%j is shown with the character that is wrong', (text, shown) => {
		expect(named(text)).toMatchObject([{ subject: { id: text, name: shown } }]);
	});

	test('is quoted in short, on one line', () => {
		const [read] = named(`om_1\u0007${'x'.repeat(9_999)}`);
		expect(read?.subject.name.length).toBeLessThan(100);
		expect(read?.subject.name).not.toContain('\u0007');
		expect(read?.subject.id.length).toBeLessThan(120);
		expect(named('x'.repeat(100))).toMatchObject([{ subject: { id: 'x'.repeat(100) } }]);
	});

	test.each([
		[7, 'a number'],
		[true, 'a boolean'],
		[{}, 'an object'],
		[{ id: 'om_1' }, 'an object'],
		[new Date(0), 'an object'],
		[Symbol('om_1'), 'a symbol'],
		[[{ id: 'om_1' }], 'an object'],
		[{ message_id: 7 }, 'a number'],
		[[[[['om_1']]]], 'an object'],
	])('%p is refused as %s', (value, kind) => {
		expect(refusalOf(value).cause).toContain(`holds ${kind}`);
	});

	test('never reaches a path that leads elsewhere, whatever it is', () => {
		assert(
			property(string({ unit: 'binary' }), anything(), (text, value) => {
				for (const read of [...named(text), ...named(`om_${text}`), ...named(value)]) {
					if ('refused' in read) {
						expect(read.refused).toMatchObject({ reason: 'invalid_message_id', sent: false });
						continue;
					}
					const { id } = read.input;
					const url = new URL(path`/messages/${id}`, 'https://open.feishu.cn');
					expect(url.pathname).toBe(`/messages/${id}`);
				}
			}),
			{ seed: 1, numRuns: 200 },
		);
	});

	test('always gets an answer: one subject at least, unless the field holds a list', () => {
		assert(
			property(anything(), (value) => {
				if (Array.isArray(value)) return;
				expect(named(value).length).toBeGreaterThan(0);
			}),
			{ seed: 2, numRuns: 200 },
		);
	});
});

describe('an empty field', () => {
	test.each([undefined, null, '', '   ', '""', ',', '\u200b', '\ufeff ""', [''], [null], '[""]'])(
		'%j is one',
		(value) => {
			expect(refusalOf(value)).toMatchObject({ reason: 'invalid_message_id', cause: 'is empty' });
			expect(named(value)).toMatchObject([{ subject: { id: '', name: "The field 'Message ID'" } }]);
		},
	);

	test('asks for the ID in words that a model can follow', () => {
		expect(refusalOf('')).toMatchObject({
			nextStep: 'Pass the message_id of the message, which starts with om_.',
			hint: expect.stringContaining('tool of an AI agent'),
		});
	});

	test.each([
		[{ id: 'om_1' }, '$json.id'],
		[{ body: { result: { message_id: 'om_1' } } }, '$json.body.result.message_id'],
		[{ list: [{ x: 1 }, { id: 'om_1' }] }, '$json.list[1].id'],
		[{ 'message id': 'om_1' }, '$json["message id"]'],
		[{ deep: { 'a"b': ['om_1'] } }, '$json.deep["a\\"b"][0]'],
		[{ first: { second: 'om_2' }, nearer: 'om_1' }, '$json.nearer'],
		[{ texts: Array.from({ length: 99 }, () => 'x'.repeat(99)), in: [['om_1']] }, '$json.in[0][0]'],
	])('before the item %j tells where an ID was seen', (json, seen) => {
		expect(refusalOf('', json).nextStep).toContain(`{{ ${seen} }}`);
		const [, emptyOne] = named(['om_0', ''], json);
		expect(emptyOne).toMatchObject({
			refused: { nextStep: expect.stringContaining(`{{ ${seen} }}`) },
		});
	});

	test.each([
		{},
		{ id: 'oc_1' },
		{ text: 'see om_1 there' },
		{ number: 7, nothing: null },
		{ ['x'.repeat(300)]: 'om_1' },
	])('before the item %j promises nothing', (json) => {
		expect(refusalOf('', json).nextStep).not.toContain('$json');
	});

	const rows = (count: number, last: unknown) =>
		Array.from({ length: count }, (_, row) =>
			Array.from({ length: 100 }, (__, place) =>
				place === 99 && row === count - 1 ? last : place,
			),
		);

	test('before a large item looks at the first two thousand values', () => {
		expect(refusalOf('', { table: rows(19, 'om_1') }).nextStep).toContain(
			'{{ $json.table[18][99] }}',
		);
		expect(refusalOf('', { table: rows(20, 'om_1') }).nextStep).not.toContain('$json');
	});

	test('before a long list looks at its first two hundred entries', () => {
		const list = (before: number) => [...Array.from({ length: before }, () => 0), 'om_1'];
		expect(refusalOf('', { list: list(199) }).nextStep).toContain('{{ $json.list[199] }}');
		expect(refusalOf('', { list: list(200) }).nextStep).not.toContain('$json');
	});

	test('is told of quickly, however large or deep the item', () => {
		const wide = Object.fromEntries(
			Array.from({ length: 50_000 }, (_, n) => [`key${n}`, Array.from({ length: 10 }, () => n)]),
		);
		const deep: IDataObject = {};
		let inner = deep;
		for (let depth = 0; depth < 10_000; depth++) {
			const next: IDataObject = {};
			inner.in = next;
			inner = next;
		}
		const round: IDataObject = {};
		round.self = round;
		for (const json of [wide, deep, round]) expect(refusalOf('', json).cause).toBe('is empty');
	});
});

describe('an empty list', () => {
	test.each([
		[[]],
		[[[]]],
		['[]'],
		[' [ ] '],
		['\u200b[]'],
		[{ data: { items: [] } }],
		[[{ data: { items: [] } }]],
		[{ data: { items: [{ message_id: 'om_1', upper_message_id: 'om_0' }] } }],
		[[{ message_id: 'om_1', upper_message_id: 'om_0' }]],
		['[{"message_id":"om_1","upper_message_id":"om_0"}]'],
		[{ chat_id: 'oc_1', matched: 0 }],
		[[{ deleted: false, matched: 0 }]],
	])('%j names nothing, and nothing is refused', (value) => {
		expect(named(value, { id: 'om_seen' })).toEqual([]);
	});
});

/** The contract's table, and the same events as a Webhook node hands them on. */
const places: Array<[string, IDataObject]> = [
	["this package's own nodes, or a bare ID", { message_id: 'om_1' }],
	['an answer of sending', { code: 0, data: { message_id: 'om_1' } }],
	['a merged forward', { data: { message: { message_id: 'om_1' }, invalid_message_id_list: [] } }],
	['a receive event', { schema: '2.0', event: { message: { message_id: 'om_1' } } }],
	['another event of a message', { event: { message_id: 'om_1', chat_id: 'oc_1' } }],
	['the inside of a receive event', { message: { message_id: 'om_1' } }],
	['a webhook with a receive event', { body: { event: { message: { message_id: 'om_1' } } } }],
	['a webhook with another event', { headers: {}, body: { event: { message_id: 'om_1' } } }],
	['a webhook with the inside of an event', { body: { message: { message_id: 'om_1' } } }],
	['a history list', { data: { has_more: false, items: [{ message_id: 'om_1' }] } }],
];

describe('an object', () => {
	test.each(places)('as %s hands it on is taken, in a list, too', (_, json) => {
		expect(idsIn(json)).toEqual(['om_1']);
		expect(idsIn([json, 'om_2', json])).toEqual(['om_1', 'om_2', 'om_1']);
	});

	test('with a history list names all of it, children of merged forwards left out', () => {
		const items = [
			{ message_id: 'om_1' },
			{ message_id: 'om_2', upper_message_id: 'om_1' },
			{ message_id: 'om_3', upper_message_id: '' },
			{ message_id: 'oc_4' },
		];
		expect(idsIn({ data: { items } })).toEqual(['om_1', 'om_3', '["oc_4"]']);
		expect(idsIn(items)).toEqual(['om_1', 'om_3', '["oc_4"]']);
	});

	test('with several IDs in one text names them all', () => {
		expect(idsIn({ message_id: 'om_1, "om_2"' })).toEqual(['om_1', 'om_2']);
	});

	test('is read at the first place that holds something', () => {
		expect(idsIn({ data: { message_id: 'om_2' }, message_id: 'om_1' })).toEqual(['om_1']);
		expect(idsIn({ data: { message_id: 'om_2' }, message_id: null })).toEqual(['om_2']);
	});

	test.each<[unknown]>([
		[{}],
		[{ id: 'om_1' }],
		[{ messageId: 'om_1' }],
		[{ error: { message_id: 'om_1' } }],
		[{ body: { message_id: 'om_1' } }],
		[{ body: { data: { message_id: 'om_1' } } }],
		[{ body: { data: { items: [{ message_id: 'om_1' }] } } }],
		[{ body: { body: { event: { message_id: 'om_1' } } } }],
		[{ data: { event: { message_id: 'om_1' } } }],
		[{ data: { data: { message_id: 'om_1' } } }],
		[{ data: 'om_1' }],
		[{ data: ['om_1'] }],
		[{ data: { items: 'om_1' } }],
		[{ data: { items: { message_id: 'om_1' } } }],
		[{ data: { items: ['om_1'] } }],
		[{ data: { items: [['om_1']] } }],
		[{ data: { items: [{ id: 'om_1' }] } }],
		[{ data: { items: [{ data: { message_id: 'om_1' } }] } }],
		[{ items: [{ message_id: 'om_1' }] }],
		[{ event: 'om_1' }],
		[{ event: { message: 'om_1' } }],
		[{ message: 'om_1' }],
		[{ message: { id: 'om_1' } }],
		[{ message_id: { message_id: 'om_1' } }],
		[{ message_id: ['om_1'] }],
		[{ event: { message: { root_id: 'om_1', parent_id: 'om_1' } } }],
		[new Map([['message_id', 'om_1']])],
	])('%j has no ID at a place of the table, and is refused', (value) => {
		expect(refusalOf(value).cause).toContain('holds an object');
	});

	test('without one is told where the item has an ID', () => {
		expect(refusalOf({ id: 'om_1' }, { deep: { id: 'om_1' } }).nextStep).toContain(
			'{{ $json.deep.id }}',
		);
	});
});

describe('the field, untouched,', () => {
	const idsBehind = (json: IDataObject) =>
		idsIn(
			aWorkflow.expression.getParameterValue(
				messageId.default as string,
				null,
				0,
				0,
				aNode.name,
				[{ json }],
				'manual',
				{},
			),
		);

	test('is one line that anyone can read', () => {
		expect(messageId.default).toBe('={{ $json.message_id ?? $json }}');
	});

	test.each(places)('finds the ID behind %s', (_, json) => {
		expect(idsBehind(json)).toEqual(['om_1']);
	});

	test.each<[IDataObject]>([
		[{}],
		[{ data: null }],
		[{ data: 'text' }],
		[{ data: { items: 'text' } }],
		[{ event: { message: null } }],
		[{ message: 'text' }],
	])('finds none behind %j, and evaluates all the same', (json) => {
		expect(idsBehind(json)).toEqual(["[The field 'Message ID']"]);
	});

	test('names nothing behind an empty history list', () => {
		expect(idsBehind({ code: 0, data: { has_more: false, items: [] } })).toEqual([]);
	});
});

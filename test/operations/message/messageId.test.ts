import { anything, assert, property, string } from 'fast-check';
import { Workflow, type IDataObject, type INode, type INodeType } from 'n8n-workflow';

import { path } from '../../../nodes/Feishu/client/path';
import { messageId, messagesOf } from '../../../nodes/Feishu/operations/message/messageId';

const named = (value: unknown, json: IDataObject = {}) =>
	messagesOf({ parameters: { messageId: value }, json });

/** The IDs that would be sent; whatever was refused stands as its subject in brackets. */
const idsIn = (value: unknown) =>
	named(value).map(({ id, subject, refused }) => (refused ? `[${subject}]` : id));

function refusalOf(value: unknown, json: IDataObject = {}) {
	const targets = named(value, json);
	const [refused] = targets.flatMap((target) => target.refused ?? []);
	if (refused === undefined || targets.length > 1) throw new Error(`${String(value)} is accepted`);
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
		expect(named(id)).toEqual([{ id, subject: `Message ${id}` }]);
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
		['oc_5ad11d72b830411d72b836c20', 'chat', 'never recalls a whole chat'],
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
			asked: false,
			attempts: 0,
		});
		expect(refused.says).toContain(kind);
		expect(refused.todo).toContain(hint);
		expect(named(id)).toMatchObject([{ id, subject: `"${id}"` }]);
	});

	test('has a hint of its own for each kind', () => {
		const hints = ['oc_1', 'omt_1', 'ou_1', 'cli_1', 'bm-1', 'om_?', 'x'].map(
			(id) => refusalOf(id).says + refusalOf(id).todo,
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
		`om_${'x'.repeat(257)}`,
	])('%j is refused as incomplete', (text) => {
		expect(refusalOf(text).says).toBe('is not a complete message ID');
	});

	test.each([
		'hello',
		'OM_1',
		'm_1',
		'../om_1',
		'{{$json.id}}',
		'[om_1]',
		'123',
		'x'.repeat(9_999),
	])('%j is refused', (text) => {
		expect(refusalOf(text)).toMatchObject({
			reason: 'invalid_message_id',
			says: 'is not a message ID',
		});
	});

	test('is quoted in short, on one line', () => {
		const [target] = named(`om_1\u0007${'x'.repeat(9_999)}`);
		expect(target?.subject.length).toBeLessThan(100);
		expect(target?.subject).not.toContain('\u0007');
		expect(target?.id.length).toBeLessThan(120);
	});

	test.each([
		[7, 'a number'],
		[true, 'a boolean'],
		[{}, 'an object'],
		[{ message_id: 'om_1' }, 'an object'],
		[new Date(0), 'an object'],
		[Symbol('om_1'), 'a symbol'],
		[[{ message_id: 'om_1' }], 'an object'],
	])('%p is refused as %s', (value, kind) => {
		expect(refusalOf(value).says).toContain(`holds ${kind}`);
	});

	test('never reaches a path that leads elsewhere, whatever it is', () => {
		assert(
			property(string({ unit: 'binary' }), anything(), (text, value) => {
				for (const { id, refused } of [...named(text), ...named(`om_${text}`), ...named(value)]) {
					if (refused) {
						expect(refused).toMatchObject({ reason: 'invalid_message_id', asked: false });
						continue;
					}
					const url = new URL(path`/messages/${id}`, 'https://open.feishu.cn');
					expect(url.pathname).toBe(`/messages/${id}`);
				}
			}),
			{ seed: 1, numRuns: 200 },
		);
	});

	test('always gets an answer: one target at least, whatever the field holds', () => {
		assert(
			property(anything(), (value) => {
				expect(named(value).length).toBeGreaterThan(0);
			}),
			{ seed: 2, numRuns: 200 },
		);
	});
});

describe('an empty field', () => {
	test.each([undefined, null, '', '   ', '""', ',', [], [[]], [''], [null]])(
		'%j is one',
		(value) => {
			expect(refusalOf(value)).toMatchObject({ reason: 'invalid_message_id', says: 'is empty' });
			expect(named(value)).toMatchObject([{ id: '', subject: "The field 'Message ID'" }]);
		},
	);

	test.each([
		[{ id: 'om_1' }, '$json.id'],
		[{ body: { result: { message_id: 'om_1' } } }, '$json.body.result.message_id'],
		[{ list: [{ x: 1 }, { id: 'om_1' }] }, '$json.list[1].id'],
		[{ 'message id': 'om_1' }, '$json["message id"]'],
		[{ deep: { 'a"b': ['om_1'] } }, '$json.deep["a\\"b"][0]'],
		[{ first: { second: 'om_2' }, nearer: 'om_1' }, '$json.nearer'],
	])('before the item %j tells where an ID was seen', (json, seen) => {
		expect(refusalOf('', json).todo).toContain(`{{ ${seen} }}`);
	});

	test.each([
		{},
		{ id: 'oc_1' },
		{ text: 'see om_1 there' },
		{ number: 7, nothing: null },
		{ ['x'.repeat(300)]: 'om_1' },
	])('before the item %j promises nothing', (json) => {
		expect(refusalOf('', json).todo).not.toContain('$json');
	});

	const rows = (count: number, last: unknown) =>
		Array.from({ length: count }, (_, row) =>
			Array.from({ length: 100 }, (__, place) =>
				place === 99 && row === count - 1 ? last : place,
			),
		);

	test('before a large item looks at the first two thousand values', () => {
		expect(refusalOf('', { table: rows(19, 'om_1') }).todo).toContain('{{ $json.table[18][99] }}');
		expect(refusalOf('', { table: rows(20, 'om_1') }).todo).not.toContain('$json');
	});

	test('before a long list looks at its first two hundred entries', () => {
		const list = (before: number) => [...Array.from({ length: before }, () => 0), 'om_1'];
		expect(refusalOf('', { list: list(199) }).todo).toContain('{{ $json.list[199] }}');
		expect(refusalOf('', { list: list(200) }).todo).not.toContain('$json');
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
		for (const json of [wide, deep, round]) expect(refusalOf('', json).says).toBe('is empty');
	});
});

test('an object in the field, with an ID in the item, is told where that is', () => {
	expect(refusalOf({ message_id: 'om_1' }, { data: { message_id: 'om_1' } }).todo).toContain(
		'{{ $json.data.message_id }}',
	);
});

describe('the field, untouched,', () => {
	const node: INode = {
		id: '1',
		name: 'Feishu',
		type: 'feishu',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const type = { description: { properties: [] as unknown } } as INodeType;
	const workflow = new Workflow({
		id: '1',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const idsBehind = (json: IDataObject) =>
		idsIn(
			workflow.expression.getParameterValue(
				messageId.default as string,
				null,
				0,
				0,
				node.name,
				[{ json }],
				'manual',
				{},
			),
		);

	test.each<[string, IDataObject, string[]]>([
		['an answer of sending', { code: 0, data: { message_id: 'om_1' } }, ['om_1']],
		['the data of an answer, or a bare ID', { message_id: 'om_1' }, ['om_1']],
		['a receive event', { event: { message: { message_id: 'om_1' } } }, ['om_1']],
		['the inside of a receive event', { message: { message_id: 'om_1' } }, ['om_1']],
		[
			'a history list',
			{ data: { has_more: false, items: [{ message_id: 'om_1' }, { message_id: 'om_2' }] } },
			['om_1', 'om_2'],
		],
		['a merged forward', { data: { message: { message_id: 'om_1' } } }, ['om_1']],
		[
			'a webhook with a receive event',
			{ headers: {}, body: { event: { message: { message_id: 'om_1' } } } },
			['om_1'],
		],
	])('finds the ID behind %s', (_, json, ids) => {
		expect(idsBehind(json)).toEqual(ids);
	});

	test.each<[IDataObject]>([
		[{}],
		[{ data: null }],
		[{ data: 'text' }],
		[{ data: { items: 'text' } }],
		[{ data: { items: [] } }],
		[{ event: { message: null } }],
		[{ message: 'text' }],
	])('is empty behind %j, and evaluates all the same', (json) => {
		expect(idsBehind(json)).toEqual(["[The field 'Message ID']"]);
	});
});

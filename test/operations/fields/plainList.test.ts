import {
	assert,
	constant,
	constantFrom,
	integer,
	oneof,
	property,
	shuffledSubarray,
	tuple,
} from 'fast-check';

import { readBatchMessageIds } from '../../../nodes/Feishu/operations/batchMessage/batchMessageId';
import { readMessageIds } from '../../../nodes/Feishu/operations/fields/messageId';
import { anItem } from '../anItem';

/** The IDs that would be sent; whatever was refused stands in brackets. */
const idsIn = (value: unknown) =>
	readMessageIds(anItem({ messageId: value })).map((read) =>
		'refused' in read ? `[${read.subject.id}]` : read.input.id,
	);

const pairs = (
	of: Record<string, string>,
	write: (key: string, id: string) => string,
	by: string,
) =>
	Object.entries(of)
		.map(([key, id]) => write(key, id))
		.join(by);

/** The ways in which programs, people, and models write an object as text. */
const written: Record<string, (of: Record<string, string>) => string> = {
	'compact JSON': (of) => JSON.stringify(of),
	'indented JSON': (of) => JSON.stringify(of, null, 2),
	'JSON of Python': (of) => `{${pairs(of, (key, id) => `"${key}": "${id}"`, ', ')}}`,
	'JSON with a comma too many': (of) => `${JSON.stringify(of, null, 1).slice(0, -2)},\n}`,
	'JSON in JSON': (of) => JSON.stringify(JSON.stringify(of, null, 1)),
	'JSON with escaped quotes': (of) => JSON.stringify(of, null, 1).replaceAll('"', '\\"'),
	'JSON of HTML': (of) => JSON.stringify(of, null, 1).replaceAll('"', '&quot;'),
	'JSON in a fence': (of) => `\`\`\`json\n${JSON.stringify(of, null, 1)}\n\`\`\``,
	'JSON in a sentence': (of) => `Recall ${JSON.stringify(of, null, 1)}, please`,
	'JSON behind an ID': (of) => `om_0, ${JSON.stringify(of, null, 1)}`,
	'lines of JSON': (of) => pairs(of, (key, id) => `{"${key}": "${id}", "n": 1}`, '\n'),
	'a list without its end': (of) => `["om_0", ${JSON.stringify(of, null, 1)}`,
	Python: (of) => `{${pairs(of, (key, id) => `'${key}': '${id}'`, ', ')}}`,
	'a list of Python': (of) => `[{${pairs(of, (key, id) => `'${key}': '${id}'`, ', ')}}]`,
	'a call of Python': (of) => `Message(${pairs(of, (key, id) => `${key}='${id}'`, ', ')})`,
	JavaScript: (of) => `{ ${pairs(of, (key, id) => `${key}: '${id}'`, ', ')} }`,
	PHP: (of) => `[ ${pairs(of, (key, id) => `'${key}' => '${id}'`, ', ')} ]`,
	YAML: (of) => pairs(of, (key, id) => `${key}: ${id}`, '\n'),
	'a list of YAML': (of) => pairs(of, (key, id) => `- ${key}: ${id}`, '\n'),
	TOML: (of) => pairs(of, (key, id) => `${key} = "${id}"`, '\n'),
	settings: (of) => pairs(of, (key, id) => `${key}=${id}`, '\n'),
	'a query': (of) => pairs(of, (key, id) => `${key}=${id}`, '&'),
	'an address': (of) => `https://example.com/?${pairs(of, (key, id) => `${key}=${id}`, '&')}`,
	'keys and values': (of) => pairs(of, (key, id) => `${key} ${id}`, ' '),
	'keys and values with commas': (of) => pairs(of, (key, id) => `${key},${id}`, ','),
	'lines of both': (of) => pairs(of, (key, id) => `${key}\n${id}`, '\n'),
	'full-width colons': (of) => pairs(of, (key, id) => `${key}： ${id}`, '，'),
	arrows: (of) => pairs(of, (key, id) => `${key} → ${id}`, '\n'),
	XML: (of) => `<m>${pairs(of, (key, id) => `<${key}> ${id} </${key}>`, '\n')}</m>`,
	attributes: (of) => `<m ${pairs(of, (key, id) => `${key}="${id}"`, ' ')} />`,
	CSV: (of) => `${Object.keys(of).join(',')}\n${Object.values(of).join(',')}`,
	'CSV of Excel': (of) => `${Object.keys(of).join(';')}\r\n${Object.values(of).join(';')}`,
	'a table': (of) => `${Object.keys(of).join('\t')}\n${Object.values(of).join('\t')}`,
	'a table of Markdown': (of) =>
		`| ${Object.keys(of).join(' | ')} |\n|---|---|\n| ${Object.values(of).join(' | ')} |`,
};

const ids = ['om_1', 'om_2', 'om_3', 'om_4', 'om_5'];

const keys = shuffledSubarray(
	['message_id', 'root_id', 'parent_id', 'upper_message_id', 'thread_id', 'messageId', 'rootId'],
	{ minLength: 2, maxLength: 5 },
);

const objectOf = (names: readonly string[]) =>
	Object.fromEntries(names.map((name, at) => [name, ids[at] ?? '']));

describe.each(Object.entries(written))('an object as %s', (_, write) => {
	test('names no ID beside that at a place of the table', () => {
		assert(
			property(keys, (names) => {
				const of = objectOf(names);
				const allowed = [of.message_id, undefined];
				const text = write(of);
				for (const given of [
					text,
					[text],
					[[text]],
					{ message_id: text },
					JSON.stringify([text]),
				]) {
					const used = idsIn(given).filter((id) => !id.startsWith('['));
					expect(used.filter((id) => !allowed.includes(id))).toEqual([]);
					expect(idsIn(given)).toHaveLength(1);
				}
			}),
			{ seed: 1, numRuns: 20 },
		);
	});

	test('is refused whole among others in a list', () => {
		const text = write(objectOf(['message_id', 'root_id']));
		expect(idsIn(['om_0', text, 'om_9'])).toEqual(['om_0', `[${text}]`, 'om_9']);
	});

	test('names no batch message, either', () => {
		const text = write({ data_id: 'bm-1', message_id: 'bm-2', root_id: 'bm-3' });
		const read = readBatchMessageIds(anItem({ batchMessageId: text }));
		expect(read).toMatchObject([{ refused: { reason: 'invalid_message_id' } }]);
	});
});

test('an object as text that is cut off at either end names none', () => {
	const texts = oneof(
		...['indented JSON', 'JSON of Python', 'Python', 'YAML', 'TOML', 'JavaScript'].map((kind) =>
			keys.map((names) => ({ names, text: written[kind]?.(objectOf(names)) ?? '' })),
		),
	);
	assert(
		property(
			texts,
			integer({ min: 0, max: 200 }),
			integer({ min: 0, max: 200 }),
			(of, from, to) => {
				const { names, text } = of;
				// A cut that leaves a name in front of an ID.
				const begin = Math.min(from, text.lastIndexOf(names.at(-1) ?? ''));
				const cut = text.slice(begin, Math.max(to, text.indexOf('om_') + 4));
				if (!names.some((name) => cut.includes(name))) return;
				expect(idsIn(cut).filter((id) => !id.startsWith('['))).toEqual([]);
			},
		),
		{ seed: 2, numRuns: 500 },
	);
});

test.each([
	'Do not recall om_1, but om_2 please',
	'not om_1',
	'om_1 replies to om_2',
	'请撤回 om_1，不要撤回 om_2',
	'om_1 (the answer to om_2)',
	'[om_1, om_2, om_3]',
	"['om_1', 'om_2', 'om_3']",
	'["om_1", "om_2", "om_3"',
	'["om_1"]\n["om_2"]\n["om_3"]',
	'message,root\nom_1,om_2',
	'id, parent, text\nom_1, om_2, hello',
])('%j is no list, and is refused whole', (text) => {
	expect(idsIn(text)).toEqual([`[${text}]`]);
	const [read] = readMessageIds(anItem({ messageId: text }));
	expect(read).toMatchObject({
		refused: {
			cause: 'is not a message ID, nor a list of them',
			nextStep: "Set 'Message ID' to the ID alone, or to IDs separated by commas.",
			hint: expect.stringContaining('{{ JSON.parse($json.text) }}'),
		},
	});
});

test.each<[string, unknown[]]>([
	['entries of an object', Object.entries({ message_id: 'om_1', root_id: 'om_2' })],
	[
		'rows of a table',
		[
			['message_id', 'root_id'],
			['om_1', 'om_2'],
		],
	],
	['keys and values', ['messageId', 'om_1', 'parentId', 'om_2']],
])('%s in a list name no ID', (_, list) => {
	for (const given of [list, JSON.stringify(list)]) {
		expect(idsIn(given)).toEqual([`[${list.flat().join(', ')}]`]);
	}
});

test('one wrong entry of a plain list spoils no other', () => {
	const separator = constantFrom(',', ', ', '\n', ';', '；', '、', ' , ');
	const wrong = oneof(
		constantFrom('hello', 'not-an-id', 'om_', 'oc_1', 'bm-1', 'om_a/b', 'om_a?b=c', 'om_a.b', '7'),
		constantFrom('om_撤回', 'om_a%2e', '../om_1', 'OM_1', '-', 'null', 'undefined', '撤回', '%'),
		constant('ou_1'),
	);
	assert(
		property(tuple(separator, wrong, separator), ([one, entry, other]) => {
			expect(idsIn(`om_1${one}${entry}${other}om_2`)).toEqual(['om_1', `[${entry}]`, 'om_2']);
		}),
		{ seed: 3, numRuns: 300 },
	);
});

test('blanks separate IDs of any kind', () => {
	expect(idsIn('om_1 oc_1 om_2')).toEqual(['om_1', '[oc_1]', 'om_2']);
	expect(idsIn('1. om_1\n2. om_2')).toEqual(['[1.]', 'om_1', '[2.]', 'om_2']);
	expect(idsIn('- om_1\n- om_2')).toEqual(['[-]', 'om_1', '[-]', 'om_2']);
});

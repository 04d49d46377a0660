import { readItemFile } from '../../../../nodes/Feishu/operations/fields/content/binaryField';
import type { Item, ItemFile } from '../../../../nodes/Feishu/operations/Operation';

const read = (given: unknown, ...names: string[]) => {
	const files = Object.fromEntries(names.map((name) => [name, { name } as ItemFile]));
	return readItemFile({ files } as Item, given);
};

test('the file of that name', () => {
	expect(read(' data ', 'data', 'other')).toEqual({ ok: true, value: { name: 'data' } });
});

const noFile = 'the input item has no file';
const empty = "the field 'Input Binary Field' is empty";

test.each([
	['photo', `${noFile} "photo"`, ['data'], `Set 'Input Binary Field' to "data".`],
	['toString', `${noFile} "toString"`, ['a', 'b'], `Set 'Input Binary Field' to "a" or "b".`],
	[' ', empty, ['data'], `Set 'Input Binary Field' to "data".`],
	[
		7,
		"the field 'Input Binary Field' holds a number, not the name of a field",
		['data'],
		`Set 'Input Binary Field' to "data".`,
	],
	[
		{ mimeType: 'image/png', fileName: 'a.png' },
		"the field 'Input Binary Field' holds an object, not the name of a field",
		['data'],
		`Set 'Input Binary Field' to "data".`,
	],
	[undefined, empty, ['data'], `Set 'Input Binary Field' to "data".`],
	[
		'data',
		`${noFile} "data"`,
		[...'abcdef'],
		`Set 'Input Binary Field' to "a" or "b" or "c" or "d" or "e".`,
	],
	['data', `${noFile} "data"`, [], expect.stringMatching(/^Put a node in front/)],
])('%j is refused: %s', (given, cause, names, nextStep) => {
	expect(read(given, ...names)).toMatchObject({
		ok: false,
		failure: {
			reason: 'content_invalid',
			cause,
			nextStep,
			hint: expect.stringContaining("The tab 'Binary'"),
		},
	});
});

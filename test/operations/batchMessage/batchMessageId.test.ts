import { readBatchMessageIds } from '../../../nodes/Feishu/operations/batchMessage/batchMessageId';
import { anItem } from '../anItem';

const named = (value: unknown) => readBatchMessageIds(anItem({ batchMessageId: value }));

test.each(['bm-dc13264520392913993dd051dba21dcf', 'bm_dc13264520392913993dd051dba21dcf'])(
	'%s is the ID of a batch message',
	(id) => {
		expect(named(` "${id}" `)).toEqual([
			{ subject: { id, name: `Batch message ${id}` }, input: { id } },
		]);
	},
);

test('the ID of a single message is sent to its own resource', () => {
	expect(named('om_1')).toMatchObject([
		{
			subject: { id: 'om_1' },
			refused: {
				reason: 'invalid_message_id',
				sent: false,
				nextStep: expect.stringContaining("'Message'"),
			},
		},
	]);
});

test.each(['', undefined, 'oc_1', 'bm', 'bm-', 'bm-a/b', 'hello', 7, {}])(
	'%j never reaches the network, and the hint speaks of bm-',
	(value) => {
		const [read] = named(value);
		if (read === undefined || !('refused' in read)) throw new Error('It is accepted');
		expect(read.refused).toMatchObject({ reason: 'invalid_message_id', sent: false });
		const { nextStep, hint } = read.refused;
		expect(`${nextStep} ${hint}`).toContain('bm-');
		expect(`${nextStep} ${hint}`).not.toContain("'Message ID'");
		expect(hint).not.toContain('starts with om_');
	},
);

test.each([
	{ data: { message_id: 'bm-1' } },
	{ batch_message_id: 'bm-1', deleted: false },
	{ message_id: 'bm-1' },
	['bm-1'],
	'["bm-1"]',
	'\u200bbm-1\ufeff',
])('the ID is found in %j', (value) => {
	expect(named(value)).toEqual([
		{ subject: { id: 'bm-1', name: 'Batch message bm-1' }, input: { id: 'bm-1' } },
	]);
});

test.each([
	{ id: 'bm-1' },
	{ event: { message_id: 'bm-1' } },
	{ data: { batch_message_id: 'bm-1' } },
	{ data: { items: [{ message_id: 'bm-1' }] } },
])('%j has no ID at a place of a batch message, and is refused', (value) => {
	expect(named(value)).toMatchObject([
		{ subject: { id: '' }, refused: { reason: 'invalid_message_id' } },
	]);
});

test.each([[[]], ['[]']])('%j names nothing', (value) => {
	expect(named(value)).toEqual([]);
});

test('an empty field asks for the ID in words that a model can follow', () => {
	expect(named('')).toMatchObject([
		{
			refused: {
				nextStep: 'Pass the ID of the batch message to recall, which starts with bm-.',
			},
		},
	]);
});

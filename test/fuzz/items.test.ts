import { array, constantFrom, oneof, record, tuple, type Arbitrary } from 'fast-check';

import { succeeded } from '../../nodes/Feishu/errors/Failure';
import { reasons } from '../../nodes/Feishu/errors/reasons';
import { toNodeError } from '../../nodes/Feishu/errors/toNodeError';
import { outputOf } from '../../nodes/Feishu/execution/output';
import { Places } from '../../nodes/Feishu/client/Places';
import { run } from '../../nodes/Feishu/execution/run';
import { operationNamed } from '../../nodes/Feishu/operations';
import { issues, recalled, scriptedHttp } from '../client/scriptedHttp';
import { VirtualClock } from '../client/virtualClock';
import { clientOf } from './client';
import { data, expectFitForPeople, holdsFor, messageId, text, token, value } from './hostile';
import { anItem } from '../operations/anItem';

interface Given {
	id: unknown;
	json: unknown;
	options: unknown;
}

/** All that a run does with its items, at a Feishu that says yes to everything. */
async function recallAll(resource: unknown, operation: unknown, items: Given[]) {
	const clock = new VirtualClock();
	const { http, heard } = scriptedHttp(clock, ({ method }) =>
		method === 'POST' ? issues(token) : recalled(),
	);
	const client = clientOf(http, clock);
	const chosen = operationNamed(resource, operation);
	const { reports } = await clock.run(
		run({
			items: items.length,
			stopAtFirstFailure: false,
			places: new Places(),
			stop: new AbortController(),
			connect: async () => succeeded(client),
			workOf(index) {
				const { id, json = {}, options } = items[index] ?? {};
				const parameters = { messageId: id, batchMessageId: id, options };
				return {
					tasks: chosen.tasks(anItem(parameters, { json: json as never })),
					emptyOutput: chosen.emptyOutput,
				};
			},
		}),
	);
	expect(clock.pending).toBe(0);
	const requests = heard.filter(({ method }) => method !== 'POST');
	return { reports, requests, operation: chosen };
}

/** Where an object may have an ID, written without a look at how the node reads it. */
const messagePlaces = [
	'message_id',
	'data.message_id',
	'data.message.message_id',
	'event.message.message_id',
	'event.message_id',
	'message.message_id',
	'body.event.message.message_id',
	'body.event.message_id',
	'body.message.message_id',
];
const batchPlaces = ['data.message_id', 'batch_message_id', 'message_id'];

const partOf = (given: unknown, place: string): unknown =>
	place
		.split('.')
		.reduce<unknown>(
			(part, key) => (part as Record<string, unknown> | null | undefined)?.[key],
			given,
		);

/** Every ID that the field names: in text, at the places of an object, or in a list of both. */
function namedIn(given: unknown, places = messagePlaces): string[] {
	return entriesOf(given)
		.flatMap((entry) => {
			if (typeof entry === 'string') return [entry];
			const history: unknown = partOf(entry, 'data.items');
			const listed = Array.isArray(history) ? history.filter(isNoChild) : [];
			return [
				...places.map((place) => partOf(entry, place)),
				...listed.map((each) => partOf(each, 'message_id')),
			];
		})
		.filter((text): text is string => typeof text === 'string')
		.flatMap((text) => text.replaceAll('\ufeff', '\u200b').split(/[\s,;，；、]+/))
		.map((piece) =>
			piece.replace(
				/^["'`“”‘’\p{Cf}\p{Default_Ignorable_Code_Point}]+|["'`“”‘’\p{Cf}\p{Default_Ignorable_Code_Point}]+$/gu,
				'',
			),
		);
}

function entriesOf(given: unknown): unknown[] {
	if (Array.isArray(given)) return given.flat(2).filter(isNoChild);
	if (typeof given !== 'string') return [given];
	try {
		const list: unknown = JSON.parse(given.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, ''));
		return Array.isArray(list) ? list.flat(2).filter(isNoChild) : [given];
	} catch {
		return [given];
	}
}

const isNoChild = (entry: unknown) => !partOf(entry, 'upper_message_id');

const options: Arbitrary<unknown> = oneof(
	constantFrom<unknown>(undefined, {}, null),
	record(
		{
			requestsPerSecond: oneof(constantFrom<unknown>(1, 50, 51, 0, -1, 2.5, '7'), value),
			timeout: oneof(constantFrom<unknown>(1, 10_000, 3_600_001, '1000'), value),
			whenAlreadyRecalled: oneof(constantFrom<unknown>('fail', 'succeed', 'FAIL'), value),
			waitAtMost: oneof(constantFrom<unknown>(1, 60, 0, 86_401), value),
			waitForCompletion: oneof(constantFrom<unknown>(true, 'true'), value),
			['__proto__']: value,
		},
		{ requiredKeys: [] },
	),
	value,
);

const hidden = constantFrom(
	'',
	'',
	'\u200b',
	'\u200d\u200b',
	'\ufeff',
	'\u00ad',
	'\u202e',
	'\u3164',
	'\ufe0f',
);

/** An ID with invisible characters around it, and sometimes with more text behind it. */
const disguised = tuple(
	hidden,
	messageId,
	hidden,
	constantFrom('', '"', '.', '_', 'om_1'),
	hidden,
).map(([before, id, inside, more, after]) => `${before}${id}${inside}${more}${after}`);

/** A place of the table, or one that looks like it. */
const place = oneof(
	constantFrom(...messagePlaces, ...batchPlaces),
	array(constantFrom('body', 'data', 'event', 'message', 'items', 'error', 'message_id', 'id'), {
		minLength: 1,
		maxLength: 4,
	}).map((keys) => keys.join('.')),
);

/** An object as other nodes hand it on, or one that looks like it. */
const handedOn: Arbitrary<unknown> = oneof(
	array(
		tuple(
			place,
			oneof(messageId, disguised, constantFrom(null, 7, ['om_1'], { message_id: 'om_1' })),
		),
		{
			minLength: 1,
			maxLength: 3,
		},
	).map((held) => held.reduce<object>((made, [at, id]) => placed(made, at.split('.'), id), {})),
	array(
		oneof(
			record(
				{
					message_id: oneof(messageId, disguised, value),
					upper_message_id: oneof(messageId, constantFrom('', null)),
				},
				{ requiredKeys: [] },
			),
			messageId,
			value,
		),
		{ maxLength: 4 },
	).chain((listed) =>
		constantFrom<unknown>(
			listed,
			{ data: { items: listed } },
			{ body: { data: { items: listed } } },
		),
	),
);

function placed(made: object, [key = '', ...inner]: string[], id: unknown): object {
	const held: unknown = made[key as never];
	const inside = typeof held === 'object' && held !== null ? held : {};
	return { ...made, [key]: inner.length === 0 ? id : placed(inside, inner, id) };
}

const ids: Arbitrary<unknown> = oneof(
	value,
	messageId,
	disguised,
	tuple(text, messageId, text).map((parts) => parts.join('')),
	tuple(messageId, text, messageId).map((parts) => parts.join(',')),
	array(oneof(messageId, disguised, handedOn, value), { maxLength: 5 }),
	handedOn,
	tuple(hidden, array(oneof(messageId, disguised, handedOn, text), { maxLength: 4 }), hidden).map(
		([before, list, after]) => `${before}${JSON.stringify(list)}${after}`,
	),
);

const items = array(record({ id: ids, json: data, options: constantFrom({}) }), { maxLength: 3 });

const counts = { done: 0, pending: 0, unknown: 0 };

function expectReported({ reports, operation }: Awaited<ReturnType<typeof recallAll>>) {
	const node = { name: 'Feishu', type: 'feishu', typeVersion: 1 } as never;
	for (const report of reports) {
		const { json, pairedItem } = outputOf(report, operation);
		expect(pairedItem).toEqual({ item: report.item });
		expect(JSON.stringify(json).length).toBeLessThan(4_000);
		if (report.outcome.ok) continue;
		const { failure } = report.outcome;
		expect(Object.keys(json)).toEqual(['error']);
		expect(Object.keys(reasons)).toContain(failure.reason);
		// That one is for what nobody foresaw.
		expect(failure.reason).not.toBe('unknown');
		const error = toNodeError(node, {
			failure,
			subject: report.subject.name,
			itemIndex: report.item,
			operation,
			counts,
		});
		expectFitForPeople(error.message, error.description, failure.hint, failure.nextStep);
	}
}

test('whatever an item names, only message IDs that stand at a place for them are asked for, one by one', async () => {
	await holdsFor(2_000, items, async (given) => {
		const all = await recallAll('message', 'recall', given);
		const asked = all.requests.map(({ method, path }) => `${method} ${path}`);
		const named = new Set(given.flatMap(({ id }) => namedIn(id)));
		for (const each of asked) {
			const id = /^DELETE \/open-apis\/im\/v1\/messages\/(om_[\w-]{1,256})$/.exec(each)?.[1];
			expect(named).toContain(id);
		}
		expect(new Set(asked).size).toBe(asked.length);
		for (const { id } of given) {
			if (typeof id !== 'string' || !/^om_[\w-]{1,256}$/.test(id)) continue;
			expect(asked).toContain(`DELETE /open-apis/im/v1/messages/${id}`);
		}

		const told = all.reports.flatMap(({ outcome }) =>
			outcome.ok && outcome.json.matched !== 0 ? [outcome.json.message_id] : [],
		);
		expect(new Set(told.map((id) => `DELETE /open-apis/im/v1/messages/${String(id)}`))).toEqual(
			new Set(asked),
		);
		expect([...new Set(all.reports.map(({ item }) => item))]).toEqual([...given.keys()]);
		expectReported(all);
	});
});

test('whatever the options hold, they are kept or refused, and nobody asks for more than once', async () => {
	await holdsFor(1_000, options, async (given) => {
		const all = await recallAll('message', 'recall', [{ id: 'om_1', json: {}, options: given }]);
		const [report] = all.reports;
		expect(all.reports).toHaveLength(1);
		// Not by its JSON, which leaves functions out.
		const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
		if (!isObject) expect(report?.outcome.ok).toBe(false);
		else if (Object.keys(given).length === 0) expect(report?.outcome.ok).toBe(true);
		expect(all.requests).toHaveLength(report?.outcome.ok ? 1 : 0);
		for (const { options: sent } of all.requests) {
			expect(sent.timeout).toBeGreaterThanOrEqual(1);
			expect(sent.timeout).toBeLessThanOrEqual(3_600_000);
		}
		expectReported(all);
	});
});

test('whatever resource and operation are called, only the real ones do anything', async () => {
	const names = oneof(
		constantFrom<unknown>('message', 'batchMessage', 'recall', 'Message', 'recall ', '__proto__'),
		constantFrom<unknown>('constructor', 'toString', 'delete', ['message'], undefined),
		value,
	);
	await holdsFor(800, tuple(names, names), async ([resource, operation]) => {
		const given = { id: 'om_1', json: {}, options: {} };
		const all = await recallAll(resource, operation, [given]);
		const isReal = resource === 'message' && operation === 'recall';
		expect(all.requests).toHaveLength(isReal ? 1 : 0);
		expect(all.reports).toHaveLength(1);
		expectReported(all);
	});
});

test('whatever names a batch message, only its own path is asked', async () => {
	await holdsFor(800, items, async (given) => {
		const batches = given.map(({ id, ...others }) => ({
			...others,
			id: typeof id === 'string' ? id.replaceAll('om_', 'bm-') : id,
		}));
		const all = await recallAll('batchMessage', 'recall', batches);
		const named = new Set(batches.flatMap(({ id }) => namedIn(id, batchPlaces)));
		for (const { method, path } of all.requests) {
			const id = /^\/open-apis\/im\/v1\/batch_messages\/(bm[-_][\w-]+)$/.exec(path)?.[1];
			expect(method).toBe('DELETE');
			expect(named).toContain(id);
		}
		const asked = all.requests.map(({ path }) => path);
		for (const { id } of batches) {
			if (typeof id !== 'string' || !/^bm-[\w-]{1,256}$/.test(id)) continue;
			expect(asked).toContain(`/open-apis/im/v1/batch_messages/${id}`);
		}
		expectReported(all);
	});
});

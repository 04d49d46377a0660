import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import {
	optionsWith,
	readOptions,
	wrongOption,
} from '../../../nodes/Feishu/operations/fields/options';
import { succeeded } from '../../../nodes/Feishu/errors/Failure';
import { operationNamed, properties } from '../../../nodes/Feishu/operations';
import { anItem } from '../anItem';

function optionsOf(value: unknown) {
	const options = readOptions(value);
	if (!options.ok) throw new Error(options.failure.cause);
	return options.value;
}

function refusalOf(value: unknown) {
	const options = readOptions(value);
	if (options.ok) throw new Error(`${JSON.stringify(value)} is accepted`);
	return options.failure;
}

test('without an option, everything is as it is by nature', () => {
	expect(optionsOf({})).toEqual({ requestsPerSecond: 50, timeoutMs: 10_000 });
});

test.each([undefined, null, '', '{}', 'text', 7, true, [], [{ timeout: 5 }]])(
	'%j is no options, and is refused',
	(value) => {
		expect(refusalOf(value)).toMatchObject({
			reason: 'invalid_request',
			cause: "the field 'Options' does not hold options by their names",
			nextStep: "Set 'Options' to options by their names.",
		});
	},
);

describe('in every operation', () => {
	const every = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			(options as INodePropertyOptions[]).map(({ value }) => {
				const [resource] = displayOptions?.show?.resource ?? [];
				return [resource, value, operationNamed(resource, value)] as const;
			}),
		);
	const given = {
		...{ messageId: 'om_1', batchMessageId: 'bm-1', receiver: 'oc_1', chat: 'oc_1', text: 'Hello' },
		...{ messageType: 'text', sentAfter: '2026-11-24T10:00:00Z', cardSource: 'json' },
		...{ cardJson: '{}', binaryPropertyName: 'data' },
	};
	test.each(every)('%s %s takes no options, and refuses those that are none', (_, __, each) => {
		expect(each.tasks(anItem(given))).not.toMatchObject([{ refused: {} }]);
		for (const options of [undefined, null, '{}', [{}]]) {
			expect(each.tasks(anItem({ ...given, options }))).toMatchObject([
				{
					refused: { cause: expect.stringContaining("the field 'Options' does not hold options") },
				},
			]);
		}
	});
});

test('the panel shows what the node does by nature', () => {
	const given = Object.fromEntries(
		(optionsWith().options ?? []).map((option) => [
			option.name,
			'default' in option ? option.default : undefined,
		]),
	);
	expect(optionsOf(given)).toEqual(optionsOf({}));
	expect(Object.keys(given)).toEqual(['requestsPerSecond', 'timeout']);
});

test.each([
	[1, 1],
	[50, 50],
	['20', 20],
	[7.9, 7],
])('requests per second %j are %d', (requestsPerSecond, taken) => {
	expect(optionsOf({ requestsPerSecond }).requestsPerSecond).toBe(taken);
});

test.each([
	[1, 1],
	[10_000, 10_000],
	['2500', 2_500],
	[3_600_000, 3_600_000],
])('a time-out of %j is %d milliseconds', (timeout, taken) => {
	expect(optionsOf({ timeout }).timeoutMs).toBe(taken);
});

test.each([
	['Requests per Second', { requestsPerSecond: 0 }],
	['Requests per Second', { requestsPerSecond: 51 }],
	['Requests per Second', { requestsPerSecond: -1 }],
	['Requests per Second', { requestsPerSecond: 'fast' }],
	['Requests per Second', { requestsPerSecond: '' }],
	['Requests per Second', { requestsPerSecond: NaN }],
	['Requests per Second', { requestsPerSecond: Infinity }],
	['Requests per Second', { requestsPerSecond: undefined }],
	['Requests per Second', { requestsPerSecond: null }],
	['Requests per Second', { requestsPerSecond: true }],
	['Requests per Second', { requestsPerSecond: {} }],
	['Requests per Second', { requestsPerSecond: { valueOf: 0, toString: 0 } }],
	['Timeout', { timeout: undefined }],
	['Timeout', { timeout: 0 }],
	['Timeout', { timeout: -1 }],
	['Timeout', { timeout: Infinity }],
	['Timeout', { timeout: 1e12 }],
	['Timeout', { timeout: 'ten seconds' }],
	['Timeout', { timeout: Symbol('10') }],
])('%s is refused when it holds %j', (option, value) => {
	const refused = refusalOf(value);
	expect(refused).toMatchObject({ reason: 'invalid_request', sent: false, attempts: 0 });
	expect(refused.cause).toContain(`'${option}'`);
	expect(refused.nextStep).toContain(`'${option}'`);
	expect(refused.hint).toContain(`'${option}'`);
});

describe("an operation's own options", () => {
	const own = {
		displayName: 'Shout',
		name: 'shout',
		type: 'boolean',
		default: false,
	} as const;

	test('stand among those that all have, in the order of the alphabet', () => {
		const names = (optionsWith(own).options as INodeProperties[]).map(
			({ displayName }) => displayName,
		);
		expect(names).toEqual(['Requests per Second', 'Shout', 'Timeout']);
	});

	test('are read from the same object', () => {
		const shout = (value: unknown) =>
			readOptions(value, (given) => succeeded({ isLoud: given.shout === true }));
		expect(shout({ shout: true, timeout: 5 })).toMatchObject({
			value: { isLoud: true, timeoutMs: 5 },
		});
		expect(shout({})).toMatchObject({ value: { isLoud: false, timeoutMs: 10_000 } });
	});

	test('that cannot be meant refuse all', () => {
		const refused = wrongOption('Shout', 'yes or no');
		expect(readOptions({}, () => refused)).toBe(refused);
		expect(refused.failure).toMatchObject({ reason: 'invalid_request', sent: false });
	});
});

import { NodeHelpers, type INodeProperties } from 'n8n-workflow';

import {
	batchRecallOptions,
	readBatchOptions,
	readOptions,
	recallOptions,
} from '../../nodes/Feishu/operations/options';

function optionsOf(value: unknown) {
	const options = readOptions(value);
	if (!options.ok) throw new Error(options.failure.says);
	return options.value;
}

function refusalOf(value: unknown) {
	const batch = typeof value === 'object' && value !== null && 'waitForCompletion' in value;
	const options = batch ? readBatchOptions(value) : readOptions(value);
	if (options.ok) throw new Error(`${JSON.stringify(value)} is accepted`);
	return options.failure;
}

test.each([undefined, null, {}, '', 'text', 7, []])(
	'%j leaves everything as it is by nature',
	(value) => {
		expect(optionsOf(value)).toMatchObject({
			requestsPerSecond: 50,
			timeoutMs: 10_000,
			succeedWhenAlreadyRecalled: false,
		});
	},
);

test('the panel shows what the node does by nature', () => {
	const given = Object.fromEntries(
		(recallOptions.options ?? []).map((option) => [
			option.name,
			'default' in option ? option.default : undefined,
		]),
	);
	expect(optionsOf(given)).toEqual(optionsOf({}));
	expect(Object.keys(given)).toEqual(
		expect.arrayContaining(['requestsPerSecond', 'timeout', 'whenAlreadyRecalled']),
	);
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
	[1, 1_000],
	['90', 90_000],
	[86_400, 86_400_000],
])('waiting at most %j seconds is %d milliseconds', (waitAtMost, taken) => {
	expect(readBatchOptions({ waitForCompletion: true, waitAtMost })).toMatchObject({
		value: { waitWithinMs: taken },
	});
	expect(readBatchOptions({ waitAtMost })).toMatchObject({ value: { waitWithinMs: undefined } });
});

test('an already recalled message may count as success', () => {
	expect(optionsOf({ whenAlreadyRecalled: 'succeed' }).succeedWhenAlreadyRecalled).toBe(true);
	expect(optionsOf({ whenAlreadyRecalled: 'fail' }).succeedWhenAlreadyRecalled).toBe(false);
});

test.each([
	['Requests per Second', { requestsPerSecond: 0 }],
	['Requests per Second', { requestsPerSecond: 51 }],
	['Requests per Second', { requestsPerSecond: -1 }],
	['Requests per Second', { requestsPerSecond: 'fast' }],
	['Requests per Second', { requestsPerSecond: '' }],
	['Requests per Second', { requestsPerSecond: NaN }],
	['Requests per Second', { requestsPerSecond: Infinity }],
	['Requests per Second', { requestsPerSecond: {} }],
	['Requests per Second', { requestsPerSecond: { valueOf: 0, toString: 0 } }],
	['Timeout', { timeout: 0 }],
	['Timeout', { timeout: -1 }],
	['Timeout', { timeout: Infinity }],
	['Timeout', { timeout: 1e12 }],
	['Timeout', { timeout: 'ten seconds' }],
	['Wait at Most', { waitForCompletion: true, waitAtMost: 0 }],
	['Wait at Most', { waitForCompletion: true, waitAtMost: -1 }],
	['Wait at Most', { waitForCompletion: true, waitAtMost: 86_401 }],
	['Wait at Most', { waitForCompletion: true, waitAtMost: Infinity }],
	['Wait at Most', { waitForCompletion: true, waitAtMost: 'an hour' }],
	['When Already Recalled', { whenAlreadyRecalled: 'maybe' }],
	['When Already Recalled', { whenAlreadyRecalled: true }],
	['When Already Recalled', { whenAlreadyRecalled: '' }],
])('%s is refused when it holds %j', (option, value) => {
	const refused = refusalOf(value);
	expect(refused).toMatchObject({ reason: 'invalid_request', asked: false, attempts: 0 });
	expect(refused.says).toContain(`'${option}'`);
	expect(refused.todo).toContain(`'${option}'`);
	expect(refused.hint).toContain(`'${option}'`);
});

describe('a batch message', () => {
	const waitOf = (value: unknown) => {
		const options = readBatchOptions(value);
		return options.ok ? options.value.waitWithinMs : options.failure.says;
	};

	test.each([
		[{}, undefined],
		[{ waitAtMost: 5 }, undefined],
		[{ waitForCompletion: false, waitAtMost: 5 }, undefined],
		[{ waitForCompletion: true }, 60_000],
		[{ waitForCompletion: true, waitAtMost: 1 }, 1_000],
		[{ waitForCompletion: true, waitAtMost: 86_400 }, 86_400_000],
	])('with %j is waited for within %p milliseconds', (value, withinMs) => {
		expect(waitOf(value)).toBe(withinMs);
	});

	test.each([0, -1, 86_401, 'long', '', NaN, {}])(
		'is not waited for within %j seconds, and that is told only where it is asked for',
		(waitAtMost) => {
			expect(waitOf({ waitForCompletion: true, waitAtMost })).toContain("'Wait at Most'");
			expect(waitOf({ waitAtMost })).toBeUndefined();
		},
	);

	test('has the options that all have', () => {
		expect(readBatchOptions({ requestsPerSecond: 7, timeout: 8 })).toMatchObject({
			ok: true,
			value: { requestsPerSecond: 7, timeoutMs: 8 },
		});
		expect(readBatchOptions({ timeout: 0 })).toMatchObject({ ok: false });
	});

	test('has nothing to say about an option that only single messages have', () => {
		expect(readBatchOptions({ whenAlreadyRecalled: 'maybe' })).toMatchObject({ ok: true });
	});

	test.each([
		[{}, false],
		[{ waitForCompletion: false }, false],
		[{ waitForCompletion: true }, true],
		[{ waitForCompletion: '={{ $json.wait }}' }, true],
	])("with %j shows 'Wait at Most': %p", (given, shown) => {
		const [waitAtMost] = (batchRecallOptions.options as INodeProperties[]).filter(
			({ name }) => name === 'waitAtMost',
		);
		if (waitAtMost === undefined) throw new Error('There is no such option');
		expect(NodeHelpers.displayParameter(given, waitAtMost, null, null)).toBe(shown);
	});
});

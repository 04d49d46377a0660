import type { INodeProperties } from 'n8n-workflow';

import { failed, refusal, succeeded, type Result } from '../errors/failures';

const requestsPerSecond: INodeProperties = {
	displayName: 'Requests per Second',
	name: 'requestsPerSecond',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 50 },
	default: 50,
	description:
		'How many requests this node may send each second, out of the 50 that Feishu allows an app. Lower it when other workflows use the same app at the same time.',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 10000,
	description: 'How many milliseconds one request may take before it is tried again',
};

const whenAlreadyRecalled: INodeProperties = {
	displayName: 'When Already Recalled',
	name: 'whenAlreadyRecalled',
	type: 'options',
	options: [
		{
			name: 'Fail',
			value: 'fail',
			description: 'The message leaves by the failure branch with the reason already_recalled',
		},
		{
			name: 'Succeed',
			value: 'succeed',
			description: 'The message leaves by the success branch, marked as already recalled',
		},
	],
	default: 'fail',
	description: 'What to do with a message that had been recalled or deleted before',
};

const waitAtMost: INodeProperties = {
	displayName: 'Wait at Most',
	name: 'waitAtMost',
	type: 'number',
	typeOptions: { minValue: 1 },
	displayOptions: { show: { waitForCompletion: [true] } },
	default: 60,
	description: "How many seconds 'Wait for Completion' may take",
};

const waitForCompletion: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: false,
	description:
		'Whether to ask Feishu once a second until the message is gone from everyone who got it, and to hand on the counts',
};

const collection: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
};

export const recallOptions: INodeProperties = {
	...collection,
	options: [requestsPerSecond, timeout, whenAlreadyRecalled],
};

export const batchRecallOptions: INodeProperties = {
	...collection,
	options: [requestsPerSecond, timeout, waitAtMost, waitForCompletion],
};

export interface RequestOptions {
	requestsPerSecond: number;
	/** For one request. */
	timeoutMs: number;
}

export interface RecallOptions extends RequestOptions {
	succeedWhenAlreadyRecalled: boolean;
}

export interface BatchRecallOptions extends RequestOptions {
	/** Undefined: do not wait for completion. */
	waitWithinMs: number | undefined;
}

type Given = Readonly<Record<string, unknown>>;

export function readOptions(value: unknown): Result<RecallOptions> {
	const given = givenIn(value);
	const request = readRequestOptions(given);
	if (!request.ok) return request;
	const already = given.whenAlreadyRecalled ?? 'fail';
	if (already !== 'fail' && already !== 'succeed') {
		return wrong('When Already Recalled', '"fail" or "succeed"');
	}
	return succeeded({ ...request.value, succeedWhenAlreadyRecalled: already === 'succeed' });
}

export function readBatchOptions(value: unknown): Result<BatchRecallOptions> {
	const given = givenIn(value);
	const request = readRequestOptions(given);
	if (!request.ok) return request;
	if (given.waitForCompletion !== true) {
		return succeeded({ ...request.value, waitWithinMs: undefined });
	}
	const waitSeconds = numberIn(given.waitAtMost ?? 60);
	if (!(waitSeconds >= 1 && waitSeconds <= 86_400)) {
		return wrong('Wait at Most', 'seconds, from 1 to 86,400');
	}
	return succeeded({ ...request.value, waitWithinMs: waitSeconds * 1_000 });
}

/** Expressions and AI agents may fill the options with anything. */
function givenIn(value: unknown): Given {
	return (typeof value === 'object' && value !== null ? value : {}) as Given;
}

function readRequestOptions(given: Given): Result<RequestOptions> {
	const perSecond = numberIn(given.requestsPerSecond ?? 50);
	const timeoutMs = numberIn(given.timeout ?? 10_000);
	if (!(perSecond >= 1 && perSecond <= 50)) {
		return wrong('Requests per Second', 'a number from 1 to 50');
	}
	if (!(timeoutMs >= 1 && timeoutMs <= 3_600_000)) {
		return wrong('Timeout', 'milliseconds, from 1 to 3,600,000');
	}
	return succeeded({ requestsPerSecond: Math.floor(perSecond), timeoutMs });
}

/** An object may refuse to be made a number. */
function numberIn(value: unknown): number {
	return typeof value === 'object' || typeof value === 'symbol' ? NaN : Number(value);
}

function wrong(option: string, expected: string) {
	return failed(
		refusal('invalid_request', {
			says: `was not recalled, because the option '${option}' does not hold ${expected}`,
			todo: `Set '${option}' to ${expected}.`,
			hint: `Set the option '${option}' to ${expected}, or remove it.`,
		}),
	);
}
